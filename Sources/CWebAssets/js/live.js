// A page that is watched: fetches its own newer version every few seconds and swaps the main part, keeping scroll and focus.
const seconds = Number(document.querySelector("main")?.dataset.live) || 0;
let tag = null, failures = 0;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 200 && (answer.headers.get("content-type") ?? "").startsWith("text/html")) {
      tag = answer.headers.get("etag");
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      const now = document.querySelector("main");
      // Somebody is typing or choosing: the next round comes soon enough.
      const busy = now.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
      if (fresh && !busy && fresh.innerHTML !== now.innerHTML) {
        const id = document.activeElement?.id;
        now.replaceChildren(...fresh.childNodes);
        if (id) document.getElementById(id)?.focus();
      }
    }
    failures = 0;
  } catch {
    failures++;
  }
  setTimeout(look, seconds * 1000 * Math.min(8, 2 ** failures) * (0.9 + Math.random() / 5));
}

if (seconds) setTimeout(look, seconds * 1000);
