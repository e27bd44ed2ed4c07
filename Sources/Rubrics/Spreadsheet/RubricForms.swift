// The sheets of a rubric: settings, panels, the marking scheme in the columns of a CIS export, rounds, and results.

import Basics

enum RubricForms {
  /// Columns of whatever has an id and texts.
  private static func named(_ zh: String, _ en: String) -> [SheetColumn] {
    [
      SheetColumn("id", "\(zh)编号", "\(en) ID", also: ["编号", "ID"], always: true),
      SheetColumn("title", "名称", "Name", also: ["title"], always: true),
      SheetColumn("titleEn", "名称（英文）", "Name (English)"),
      SheetColumn("hint", "说明", "Hint"),
      SheetColumn("hintEn", "说明（英文）", "Hint (English)"),
    ]
  }

  private static let placing = [
    SheetColumn("as", "换算成", "Turned Into"),
    SheetColumn("placePoints", "名次得分", "Points By Place"),
    SheetColumn("tied", "相同时", "Equal Numbers"),
    SheetColumn("first", "第一名是", "First Is"),
    SheetColumn("among", "比较范围", "Compared Among"),
    SheetColumn("written", "名次照所写", "Places As Written"),
  ]

  private static let aggregate =
    [
      SheetColumn("method", "合分方法", "Aggregation"),
      SheetColumn("dropHigh", "去掉最高", "Drop High", number: true),
      SheetColumn("dropLow", "去掉最低", "Drop Low", number: true),
      SheetColumn("best", "取最好几个", "Best", number: true),
      SheetColumn("minJudges", "最少人数", "Least Judges", number: true),
      SheetColumn("ifFewer", "人数不足时", "If Fewer"),
      SheetColumn("judges", "人数必须为", "Exact Judges", number: true),
    ] + placing

  /// Lines of a name and a value; the columns of this form are its lines.
  static let settings = SheetForm(
    "细则", "Rubric", also: ["评分细则", "Settings"], required: [],
    [
      SheetColumn("id", "编号", "ID", always: true),
      SheetColumn("version", "版本", "Version", always: true),
      SheetColumn("schema", "语言版本", "Language Version", also: ["schema-version"]),
      SheetColumn("kind", "活动类型", "Kind of Event", also: ["event-kind"]),
      SheetColumn("title", "名称", "Title", always: true),
      SheetColumn("hint", "说明", "Hint"),
      SheetColumn("occupation", "职业编码", "Occupation Code"),
      SheetColumn("level", "职业等级", "Occupation Level"),
      SheetColumn("scale", "总分", "Scale", also: ["满分", "Full Total"]),
      SheetColumn("missing", "缺分时", "Where Marks Are Missing"),
      SheetColumn("bestRounds", "取最好几轮", "Best Rounds"),
      SheetColumn("medianAt", "中位数定为", "Median At"),
      SheetColumn("medianFactor", "每分折合", "Each Mark Counts"),
      SheetColumn("order", "排名方向", "Order"),
      SheetColumn("numbering", "名次编号", "Numbering of Places"),
      SheetColumn("ties", "同分处理", "Ties"),
      SheetColumn("upTo", "同分只分到第几名", "Ties Up To Place"),
      SheetColumn("veto", "被否决者", "Veto and Pass"),
      SheetColumn("atTie", "奖项末位同分", "At a Tie"),
      SheetColumn("tiedWithin", "视为同分的分差", "Tied Within"),
      SheetColumn("enlarged", "多发后下一奖项", "Next Award After a Tie"),
    ])

  /// The three columns of the sheet of settings.
  static let settingColumns = [
    SheetColumn("setting", "项目", "Setting", always: true),
    SheetColumn("value", "内容", "Value", always: true),
    SheetColumn("english", "英文", "English", always: true),
  ]

  static let panels = SheetForm(
    "评判组", "Panels", required: ["id"],
    named("评判组", "Panel") + [
      SheetColumn("role", "身份", "Role"), SheetColumn("blind", "只看编号", "Blind"),
      SheetColumn("missing", "缺分时", "Where Marks Are Missing"),
    ] + aggregate + [
      SheetColumn("scheme", "双评", "Double Marking"),
      SheetColumn("tolerance", "允许差", "Tolerance", number: true),
      SheetColumn("per", "双评比较", "Compared By"),
    ])

  static let deviations = SheetForm(
    "评委分差", "Deviations", required: ["scope", "max", "unit", "action"],
    [
      SheetColumn("panel", "评判组", "Panel", always: true),
      SheetColumn("criterion", "要素", "Criterion"),
      SheetColumn("scope", "比较什么", "Scope", always: true),
      SheetColumn("max", "最多相差", "Max", number: true, always: true),
      SheetColumn("unit", "单位", "Unit", always: true),
      SheetColumn("compare", "怎样比较", "Compare"),
      SheetColumn("action", "超过时", "Action", always: true),
    ])

  static let scheme = SheetForm(
    "评分项", "Marking scheme", also: ["评分表", "评分标准", "CIS Marking Scheme Import", "Marking Scheme Import"],
    required: ["title", "max"],
    [
      SheetColumn("sub", "要素编号", "Sub Criterion ID", always: true),
      SheetColumn(
        "subName", "要素", "Sub Criterion Name", also: ["要素名称", "评分要素", "Sub Criterion Name or Description"],
        always: true),
      SheetColumn("subNameEn", "要素（英文）", "Sub Criterion Name (English)"),
      SheetColumn("type", "类型", "Aspect Type", also: ["Aspect Type*", "评分类型"], always: true),
      SheetColumn("id", "项目编号", "Aspect ID", also: ["评分项编号"], always: true),
      SheetColumn("title", "评分项", "Aspect Description", also: ["项目", "评分内容"], always: true),
      SheetColumn("titleEn", "评分项（英文）", "Aspect Description (English)"),
      SheetColumn("score", "等级值", "Judg Score", also: ["Judge Score", "Judgement Score"], number: true),
      SheetColumn(
        "detail", "等级、步骤说明", "Extra Aspect Description OR Judgement Score Description",
        also: ["Extra Aspect Description*"]),
      SheetColumn(
        "detailEn", "等级、步骤说明（英文）", "Extra Aspect Description OR Judgement Score Description (English)"),
      SheetColumn("requirement", "测量要求", "Requirement (Measurement only)", also: ["Requirement*"]),
      SheetColumn("max", "满分", "Max Mark", also: ["分值", "最高分"], number: true, always: true),
      SheetColumn("criterion", "上级要素", "Criterion"),
      SheetColumn("panel", "评判组", "Panel"),
      SheetColumn("hint", "说明", "Hint", also: ["评分说明"]),
      SheetColumn("hintEn", "说明（英文）", "Hint (English)"),
      SheetColumn("timeLimit", "时限（分钟）", "Time Limit (minutes)", number: true),
      SheetColumn("points", "得分", "Points", number: true),
      SheetColumn("step", "分值间隔", "Step", number: true),
      SheetColumn("min", "最低分", "Min Mark", number: true),
      SheetColumn("partial", "可得一半", "Half Allowed"),
      SheetColumn("times", "乘以", "Times"),
      SheetColumn("base", "基础分", "Base", number: true),
      SheetColumn("factor", "难度系数", "Factor"),
      SheetColumn("unit", "单位", "Unit"),
      SheetColumn("decimals", "小数位数", "Decimals", number: true),
      SheetColumn("target", "目标值", "Target", number: true),
      SheetColumn("lowest", "最小读数", "Lowest Reading", number: true),
      SheetColumn("highest", "最大读数", "Highest Reading", number: true),
      SheetColumn("within", "与目标相差", "Within", number: true),
      SheetColumn("over", "超过", "Over", number: true),
      SheetColumn("from", "从", "From", number: true),
      SheetColumn("to", "到", "To", number: true),
      SheetColumn("each", "每单位", "Each", number: true),
      SheetColumn("exact", "得分不取整", "Points Unrounded"),
      SheetColumn("every", "每几个单位", "Every", number: true),
      SheetColumn("grace", "前几个不扣", "Grace", number: true),
      SheetColumn("counting", "不满一个单位", "Part of a Unit"),
      SheetColumn("limit", "最多扣", "Limit", number: true),
      SheetColumn("disqualifyOver", "超过则取消资格", "Disqualify Over", number: true),
      SheetColumn("clock", "按起止时间", "By the Clock"),
      SheetColumn("off", "扣自", "Taken Off"),
      SheetColumn("effect", "后果", "Effect"),
      SheetColumn("ref", "针对", "Of"),
      SheetColumn("cap", "封顶", "Cap", number: true),
      SheetColumn("confirmations", "确认人数", "Confirmations", number: true),
      SheetColumn("optional", "可以不填", "Optional"),
      SheetColumn("missing", "缺分时", "Where Marks Are Missing"),
      SheetColumn("notSeen", "看不到时", "Where Not Seen"),
      SheetColumn("note", "评语", "Note"),
      SheetColumn("photo", "照片", "Photo"),
    ] + aggregate + unused)

  /// Columns that a marking scheme often has and a rubric has no place for.
  static let unusedKeys = unused.map(\.key)
  private static let unused = [
    SheetColumn("outcome", "能力标准", "WSOS Section", also: ["WSOS*", "WSSS*", "Outcome"]),
    SheetColumn("day", "评分日", "Day of Marking"),
    SheetColumn("calculation", "计算行", "Calculation Row", also: ["Calculation Row*"]),
    SheetColumn("total", "合计", "Total Mark", also: ["Total"]),
    SheetColumn("remark", "备注", "Remarks", also: ["Remark"]),
    SheetColumn("number", "序号", "No.", also: ["Number"]),
  ]

  static let theory = SheetForm(
    "理论", "Theory", required: ["module", "id", "topic", "count"],
    [
      SheetColumn("module", "模块", "Module", always: true),
      SheetColumn("bank", "题库", "Question Bank", always: true),
      SheetColumn("variant", "试卷", "Papers"),
      SheetColumn("shuffle", "打乱选项", "Shuffle Options"),
    ] + named("部分", "Part") + [
      SheetColumn("type", "题型", "Question Type", always: true),
      SheetColumn("each", "每题分值", "Marks Each", number: true, always: true),
      SheetColumn("partial", "多选计分", "Multiple Choice"),
      SheetColumn("topic", "知识点", "Topic", always: true),
      SheetColumn("count", "题数", "Questions", number: true, always: true),
      SheetColumn("difficulty", "难度", "Difficulty"),
      SheetColumn("mandatory", "必考", "Mandatory"),
    ])

  static let rounds = SheetForm(
    "轮次", "Rounds", required: ["id", "module"],
    named("轮次", "Round") + [
      SheetColumn("weight", "轮次权重（%）", "Round Weight (%)", number: true),
      SheetColumn("times", "轮次乘以", "Round Times"),
      SheetColumn("restart", "重新开始", "Restart"),
      SheetColumn("runs", "试做次数", "Runs", number: true),
      SheetColumn("combine", "多次合成", "Combine"),
      SheetColumn("best", "取最好几次", "Best", number: true),
      SheetColumn("missing", "缺本轮时", "Where the Round Is Missing"),
      SheetColumn("runMissing", "缺一次时", "Where a Run Is Missing"),
    ] + placing + [
      SheetColumn("module", "模块", "Module", always: true),
      SheetColumn("moduleWeight", "模块权重（%）", "Module Weight (%)", number: true),
      SheetColumn("moduleTimes", "模块乘以", "Module Times"),
    ])

  static let factors = SheetForm(
    "系数", "Factors", required: ["round", "item", "value"],
    [
      SheetColumn("round", "轮次", "Round", always: true),
      SheetColumn("item", "评分项", "Item", always: true),
      SheetColumn("value", "系数", "Factor", number: true, always: true),
    ])

  static let roundGroups = SheetForm(
    "分段取轮", "Round Groups", required: ["from", "to", "best"],
    [
      SheetColumn("from", "从哪轮", "From Round", always: true),
      SheetColumn("to", "到哪轮", "To Round", always: true),
      SheetColumn("best", "取最好几轮", "Best", number: true, always: true),
    ])

  static let rounding = SheetForm(
    "取整", "Rounding", required: ["stage", "decimals"],
    [
      SheetColumn("ref", "只在", "Only In"),
      SheetColumn("stage", "在哪一步", "Stage", always: true),
      SheetColumn("decimals", "小数位数", "Decimals", number: true, always: true),
      SheetColumn("mode", "怎样取整", "Mode", always: true),
    ])

  static let pass = SheetForm(
    "合格", "Pass", required: ["what"],
    [
      SheetColumn("what", "看什么", "What", always: true),
      SheetColumn("ref", "编号", "ID", always: true),
      SheetColumn("min", "至少", "Least", number: true, always: true),
      SheetColumn("borderline", "回归取总体印象", "Borderline Rating", number: true),
      SheetColumn("ofCuts", "各站合格线", "Of the Pass Marks"),
    ])

  static let ranking = SheetForm(
    "排名", "Ranking", required: ["by"],
    [
      SheetColumn("what", "用途", "Use", always: true),
      SheetColumn("by", "依据", "By", always: true),
      SheetColumn("ref", "编号", "ID", always: true),
      SheetColumn("round", "只看轮次", "Round"),
      SheetColumn("order", "方向", "Order"),
      SheetColumn("firstOnly", "只看第一", "First Only"),
      SheetColumn("places", "数名次", "Count Places"),
      SheetColumn("allRounds", "全部轮次", "All Rounds"),
      SheetColumn("upTo", "只分到第几名", "Up To Place", number: true),
    ])

  static let awards = SheetForm(
    "奖项", "Awards", required: ["id"],
    named("奖项", "Award") + [
      SheetColumn("top", "名额", "Number", number: true, always: true),
      SheetColumn("ratio", "比例（%）", "Percent", number: true),
      SheetColumn("ratioRounding", "比例取整", "Percent Rounded"),
      SheetColumn("of", "比例基数", "Percent Of"),
      SheetColumn("minTotal", "总分至少", "Least Total", number: true),
      SheetColumn("bestIn", "单项", "Best In"),
      SheetColumn("scope", "范围", "Scope"),
      SheetColumn("certificate", "证书", "Certificate"),
    ])

  static let certificates = SheetForm(
    "证书", "Certificates", required: ["id", "template", "numbering", "on"],
    named("证书", "Certificate") + [
      SheetColumn("template", "版式", "Template", always: true),
      SheetColumn("numbering", "编号规则", "Numbering", always: true),
      SheetColumn("on", "发给", "Given For", always: true),
    ])

  static let all = [
    settings, panels, deviations, scheme, theory, rounds, factors, roundGroups, rounding, pass, ranking,
    awards, certificates,
  ]
}
