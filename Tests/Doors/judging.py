"""A judge's device as a script: signs in with a card, reads the bootstrap, and puts sheets by the protocol of the judge's page."""
import hashlib
import http.client
import json
import uuid
from decimal import Decimal

from program import sizhou


def open_event(data, judges=4, entries=12, options=()):
    """An event in which every judge marks every entry, in a data folder that no server holds: the judges' (card, PIN)."""
    answer = sizhou("bench-event", "--data", data, "--judges", judges, "--entries", entries, *options).json
    return [(judge["card"], judge["pin"]) for judge in answer["judges"]]


def canonical(values):
    """RFC 8785 for an object of texts with ASCII keys."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def items_of(form):
    """The items of a form, whether they stand in groups of modules or in one list."""
    if "items" in form:
        return form["items"]
    return [item for module in form["modules"] for group in module["groups"] for item in group["items"]]


def legal(item, turn):
    """Values that the item's form allows, others at each turn."""
    kind = item.get("kind") or item["type"]
    if kind in ("points", "bonus", "paper"):
        low, high, step = (Decimal(str(item.get(key) or default)) for key, default in
                           (("min", "0"), ("max", "0"), ("step", "1")))
        count = int((high - low) / step) + 1
        return {item["id"]: plain(low + step * (turn * 7 % count))}
    if kind in ("levels", "global"):
        return {item["id"]: str(item["levels"][turn % len(item["levels"])]["value"])}
    if kind == "checklist":
        return {step["id"]: str((turn + n) % 2) for n, step in enumerate(item["steps"])}
    if kind == "measure":
        return {item["id"]: plain(Decimal(str(item.get("target") or item.get("lowest") or item.get("min") or 0)))}
    if kind in ("rank", "count"):
        return {item["id"]: "1"}
    if kind == "given" and not item.get("optional"):
        return {item["id"]: "1"}
    return {}


def plain(number):
    """A decimal without needless zeros, as the page writes it."""
    text = format(number.normalize(), "f")
    return text if "." not in text else text.rstrip("0").rstrip(".")


class Judge:
    """One signed-in judge on one device."""

    def __init__(self, server, card, pin, device=None):
        self.server, self.device, self.sequence = server, device or str(uuid.uuid4()), 0
        status, answer = server.post("/api/v1/judge/session", {"card": card, "pin": pin, "device": self.device})
        assert status == 200, f"a judge cannot sign in: {status} {answer}"
        self.token = answer["token"]
        self.connection = None

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}

    def bootstrap(self):
        status, _, body = self.server.get("/api/v1/bootstrap", self.headers)
        assert status == 200, f"bootstrap: {status} {body[:300]}"
        return json.loads(body)

    def open_sheets(self):
        """The sheets of this judge that can still be written, each with the form to fill in."""
        boot = self.bootstrap()
        return [(sheet, boot["forms"][sheet["form"]]) for sheet in boot["sheets"]
                if sheet["state"] != "signed" and not sheet.get("locked") and not sheet.get("withdrawn")]

    def write(self, sheet, form, turn, revision=None):
        """The path, headers, body and values of one PUT; nothing is sent."""
        values = {}
        for item in items_of(form):
            values.update(legal(item, turn))
        self.sequence += 1
        revision = sheet["rev"] if revision is None else revision
        body = {"sheet": sheet["id"], "rubricSha": sheet["rubricSha"], "deviceId": self.device, "seq": self.sequence,
                "baseRev": revision, "values": values, "notes": {}, "savedWall": 1790000000000 + self.sequence, "age": 12}
        headers = {**self.headers, "Content-Type": "application/json", "If-Match": f'"r{revision}"',
                   "X-Write-Id": str(uuid.uuid4())}
        return "/api/v1/sheets/" + sheet["id"], headers, body, values

    def sign(self, sheet, revision, content, pin):
        """Signs one revision with the PIN; the receipt."""
        wanted = {"sheet": sheet, "rev": revision, "hash": content}
        status, answer = self.server.post("/api/v1/signing", {"pin": pin, "sheets": [wanted]}, self.headers)
        assert status == 200, f"signing: {status} {answer}"
        body = {**wanted, "name": "示例评委", "token": answer["token"], "deviceId": self.device}
        status, answer = self.put(f"/api/v1/sheets/{sheet}/signature", {**self.headers, "Content-Type": "application/json"}, body)
        assert status == 200, f"signature: {status} {answer}"
        return answer["receipt"]

    def bring_back(self, sheet, body, receipt):
        """A signed sheet brought back to a restored server."""
        headers = {**self.headers, "Content-Type": "application/json"}
        return self.put(f"/api/v1/sheets/{sheet}/receipt", headers, {**body, "receipt": receipt})

    def put(self, path, headers, body):
        """Sends one PUT on a kept-alive connection: `(status, value)`; raises where no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            self.connection.request("PUT", path, json.dumps(body), headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


def raw(method, path, headers, body, host="127.0.0.1"):
    """A request as bytes, for the load generator."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() if body is not None else b""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None:
        lines.append(f"Content-Length: {len(content)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content


def digest(values):
    """What the server calls the hash of a sheet's values."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()
