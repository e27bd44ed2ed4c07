// Clocks that run between two visits to the server: elapsed or remaining time, by the server's clock.
{
  let off = 0;
  const set = () => {
    const now = Number(document.querySelector("[data-now]")?.dataset.now);
    if (now) off = now - Date.now();
  };
  const text = seconds => {
    const size = Math.abs(seconds);
    return (seconds < 0 ? "-" : "") + Math.floor(size / 60) + ":" + String(size % 60).padStart(2, "0");
  };
  const tick = () => {
    const now = Date.now() + off;
    for (const one of document.querySelectorAll("[data-start]")) {
      const taken = Math.floor((now - Number(one.dataset.start)) / 1000), limit = Number(one.dataset.limit) || 0;
      one.textContent = one.dataset.left && limit ? text(limit - taken) : text(taken);
      one.classList.toggle("over", limit > 0 && taken > limit);
    }
    const local = new Date(now + 8 * 3600000).toISOString().slice(11, 19);
    for (const one of document.querySelectorAll("[data-clock]")) one.textContent = local;
  };
  if (document.querySelector("[data-now]")) {
    set();
    tick();
    setInterval(tick, 1000);
    document.addEventListener("fresh", () => { set(); tick(); });
  }
}
