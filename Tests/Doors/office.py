"""A member of staff as a script: signs in, opens pages, and sends their forms as a browser would."""
import http.client
import re
import urllib.parse
from html.parser import HTMLParser

from judging import Judge, digest


class Forms(HTMLParser):
    """The forms of a page by where they go: every field with the value that a browser would send."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.inside, self.choosing = {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.inside = self.forms.setdefault(attributes.get("action"), {})
        elif self.inside is None:
            return
        elif tag == "input" and "name" in attributes:
            kind = attributes.get("type", "text")
            if kind in ("file", "submit") or kind in ("checkbox", "radio") and "checked" not in attributes:
                return
            self.inside[attributes["name"]] = attributes.get("value", "")
        elif tag == "select":
            self.choosing = attributes.get("name")
        elif tag == "option" and self.choosing and (self.choosing not in self.inside or "selected" in attributes):
            self.inside[self.choosing] = attributes.get("value", "")
        elif tag == "textarea":
            self.inside[attributes["name"]] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.choosing = None


class Staff:
    """One browser of a member of staff."""

    def __init__(self, server):
        self.server, self.cookie = server, None

    def request(self, method, path, fields=None):
        """`(status, headers, text)`; redirections are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Accept-Language": "en"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            for line in answer.headers.get_all("Set-Cookie") or []:
                if line.startswith("sizhou="):
                    self.cookie = line.split(";")[0]
            return answer.status, answer.headers, content.decode("utf-8", "replace")
        finally:
            connection.close()

    def page(self, path):
        status, _, text = self.request("GET", path)
        assert status == 200, f"GET {path}: {status}\n{text[:2000]}"
        return text

    def send(self, path, action, expect=303, **fields):
        """Opens a page, fills in its form for `action`, and sends it; gives where it leads, or the answer's text."""
        forms = Forms(self.page(path)).forms
        assert action in forms, f"{path} has no form for {action}, but for {sorted(map(str, forms))}"
        status, headers, text = self.request("POST", action, {**forms[action], **fields})
        assert status == expect, f"POST {action}: {status}\n{strip(text)[:2000]}"
        return headers.get("Location") if status == 303 else text

    def sign_in(self, login, password, expect=303):
        status, headers, text = self.request(
            "POST", "/sign-in", {"login": login, "password": password, "next": "/office"})
        assert status == expect, f"sign-in: {status}\n{strip(text)[:1000]}"
        return headers.get("Location") if status == 303 else text

    def change_password(self, old, new, expect=303):
        return self.send("/office/password", "/office/password", expect=expect, old=old, new=new, again=new)


def strip(page):
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


PEOPLE = [
    ("示例甲", "522699197903120119", "示例村一"), ("示例乙", "52269919850607028X", "示例村二"),
    ("示例丙", "522699198809150332", "示例村三"), ("示例丁", "52269919910101046X", "示例村四"),
]


def set_up_contest(staff, event):
    """A contest of four cooks with three product judges and three on site, open for judging: the judges' (card, PIN)."""
    set_up = f"/office/events/{event}/set-up"
    staff.send("/office/new-event", "/office/new-event", id=event, zh="思州小吃赛", en="Snacks", kind="contest",
               day="2026-11-28", organizers="组委会")
    staff.send(set_up, set_up + "/divisions", rubric="chef-snack.xml", zh="风味小吃", en="Snacks")
    rows = [f"{name},风味小吃,{unit},示例菜,{number}" for name, number, unit in PEOPLE]
    staff.send(set_up, set_up + "/roster", text="\n".join(["name,division,unit,work,id_number", *rows]))
    staff.send(set_up, set_up + "/codes")
    cards = []
    for panel in ("product", "site"):
        page = staff.send(set_up, set_up + "/judges", expect=200, names="\n".join(f"{panel} {n}" for n in "一二三"),
                          **{f"panel.{panel}": "1"})
        links = re.findall(r'href="[^"]*/judge#(\w+)"', page)
        pins = re.findall(r'class="total code pin">(\d{4})<', page)
        assert len(links) == len(pins) == 3, strip(page)[:1000]
        cards += zip(links, pins)
    staff.send(set_up, set_up + "/assignments")
    staff.send(set_up, set_up + "/sheets")
    staff.send(set_up, set_up + "/open")
    return cards


def judge_everything(server, cards):
    """Every judge delivers and signs every sheet."""
    for place, (card, pin) in enumerate(cards):
        judge = Judge(server, card, pin)
        for turn, (sheet, form) in enumerate(judge.open_sheets()):
            path, headers, body, values = judge.write(sheet, form, turn * 3 + place)
            status, answer = judge.put(path, headers, body)
            assert (status, answer.get("hash")) == (200, digest(values)), answer
            judge.sign(sheet["id"], answer["rev"], answer["hash"], pin)


def publish_and_issue(staff, event):
    """Publishes the ranking and issues every certificate: their numbers."""
    page = f"/office/events/{event}"
    staff.send(page, page + "/publish", sure="1")
    staff.send(page + "/certificates", page + "/certificates", sure="1")
    return numbers(staff, event)


def numbers(staff, event):
    return re.findall(r'href="/office/certificates/([^"/]+)"', staff.page(f"/office/events/{event}/certificates"))
