// A page that is watched: hears of changes through server-sent events, fetches its own newer version and swaps the main part, keeping scroll, focus and what is being typed.
const main = document.querySelector("main");
const seconds = Number(main?.dataset.live) || 0, event = main?.dataset.event;
let tag = null, failures = 0, looking = false, again = false, timer = 0, source = null, heard = false, broken = 0;
let shown = main?.innerHTML;

/** Somebody is typing, choosing or has typed something: the page stays as it is for now. */
function busy(now) {
  const fields = [...now.querySelectorAll("input, select, textarea")];
  return fields.some(field => field === document.activeElement
    || (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.tagName === "SELECT" ? [...field.options].some(o => o.selected !== o.defaultSelected) && field.selectedIndex !== Math.max(0, [...field.options].findIndex(o => o.defaultSelected))
      : field.type !== "hidden" && field.type !== "file" && field.value !== field.defaultValue));
}

async function look() {
  if (looking) { again = true; return; }
  looking = true;
  clearTimeout(timer);
  try {
    const answer = await fetch(location.href, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 200 && (answer.headers.get("content-type") ?? "").startsWith("text/html")) {
      tag = answer.headers.get("etag");
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      const now = document.querySelector("main");
      if (fresh && !busy(now) && fresh.innerHTML !== shown) {
        const open = [...now.querySelectorAll("details[open]")].map(one => one.id).filter(Boolean);
        const id = document.activeElement?.id;
        shown = fresh.innerHTML;
        now.replaceChildren(...fresh.childNodes);
        for (const one of open) document.getElementById(one)?.setAttribute("open", "");
        if (id) document.getElementById(id)?.focus();
        document.dispatchEvent(new Event("fresh"));
      }
    }
    failures = 0;
  } catch {
    failures++;
  }
  looking = false;
  // While changes are heard of, looking is only a second net.
  const wait = seconds * 1000 * (heard ? 3 : 1) * Math.min(8, 2 ** failures) * (0.9 + Math.random() / 5);
  timer = setTimeout(look, again ? 250 : wait);
  again = false;
}

/** One stream a page. After two failures the page polls, and tries the stream again every minute. */
function listen() {
  source = new EventSource(`/api/v1/events/${encodeURIComponent(event)}/events`);
  source.onopen = () => { heard = true; broken = 0; };
  // Many screens hear of a change at once: they ask one after the other.
  source.onmessage = () => setTimeout(look, Math.random() * 500);
  source.onerror = () => {
    heard = false;
    if (++broken < 2 && source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(listen, 60000);
    look();
  };
}

if (seconds) {
  timer = setTimeout(look, seconds * 1000);
  if (event && window.EventSource) listen();
}
