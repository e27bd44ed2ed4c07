"""A rubric of 8 criteria with 5 levels each and about 4,488 bytes, which the loading figure is taken on."""

TITLES = ["刀工", "火候", "调味", "色泽", "造型", "质感", "创意", "卫生"]
LEVELS = ["不合格", "较差", "合格", "良好", "优秀"]


def rubric():
    """The bytes of the rubric."""
    criteria = "".join(
        f'      <criterion id="C{n}" max="10"><title>{title}</title><levels id="L{n}" max="10"><title>{title}</title>'
        + "".join(
            f'<level value="{value}" points="{points}"><text>{words}</text></level>'
            for value, (points, words) in enumerate(zip(("0", "2.5", "5", "7.5", "10"), LEVELS)))
        + "</levels></criterion>\n"
        for n, title in enumerate(TITLES))
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rubric xmlns="urn:x-sizhou:rubric:1" id="bench" version="1" schema-version="1.0" event-kind="contest" xml:lang="zh-CN" languages="zh-CN">
  <metadata><title>测速细则</title></metadata>
  <panels>
    <panel id="jury" role="judges" blind="true"><title>评委</title>
      <aggregate method="trimmed-mean" drop-high="1" drop-low="1" min-judges="3" if-fewer="block"/></panel>
  </panels>
  <modules>
    <module id="dish" max="80" panel="jury"><title>菜品</title>
{criteria}    </module>
  </modules>
  <rounds><round id="final"><title>决赛</title><use module="dish"/></round></rounds>
  <results scale="80"><rounding stage="final" decimals="2"/><ranking/></results>
</rubric>
"""
    return text.encode()
