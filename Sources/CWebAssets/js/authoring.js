// A rubric that is being changed: shows at once, while somebody types, what changed in words and what is wrong beside its field.
// Without this script the button "See the changes" does the same.
const form = document.getElementById("draft");
let waiting = 0, turn = 0;

/** Only what differs from the rubric that the draft began from; everything else has its value there. */
function changed() {
  const body = new URLSearchParams();
  for (const one of form.elements) {
    if (!one.name || one.type === "file" || one.type === "submit") continue;
    const base = one.dataset.base ?? (one.type === "checkbox" ? "" : one.tagName === "SELECT"
      ? [...one.options].find((option) => option.defaultSelected)?.value ?? "" : one.defaultValue);
    const value = one.type === "checkbox" ? (one.checked ? one.value : "") : one.value;
    if (one.type === "hidden" || value !== base) body.append(one.name, value);
  }
  body.append("act", "look");
  return body;
}

function show(fresh) {
  const [words, newer] = [document.getElementById("changes"), fresh.getElementById("changes")];
  if (newer && words.innerHTML !== newer.innerHTML) words.replaceChildren(...newer.childNodes);
  for (const now of form.querySelectorAll("[data-fresh]")) {
    const next = fresh.getElementById(now.id);
    const text = next ? next.innerHTML : "";
    if (now.innerHTML !== text) now.innerHTML = text;
  }
  for (const now of form.querySelectorAll("[data-field]")) {
    const next = fresh.getElementById(now.id);
    if (next?.hasAttribute("aria-invalid")) now.setAttribute("aria-invalid", "true");
    else now.removeAttribute("aria-invalid");
  }
}

async function look() {
  const own = ++turn;
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: changed() });
    if (own !== turn || !(answer.headers.get("content-type") ?? "").startsWith("text/html")) return;
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // No network: the button asks again.
  }
}

form?.addEventListener("input", (event) => {
  if (event.target.closest("[data-quiet]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(look, 350);
});
