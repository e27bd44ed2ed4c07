// Typing by keyboard alone: a code and Enter reach its row, a number and Enter the next box, arrows move about.
{
  const cells = () => [...document.querySelectorAll("[data-cell]")];
  const plain = text => text.trim().replace(/[０-９Ａ-Ｚａ-ｚ]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[．。]/g, ".");
  const focus = cell => { cell?.focus(); cell?.select?.(); cell?.scrollIntoView({ block: "nearest", inline: "nearest" }); };
  document.addEventListener("keydown", event => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    if (box.dataset.goto && event.key === "Enter") {
      event.preventDefault();
      const wanted = plain(box.value).toUpperCase();
      const row = [...document.querySelectorAll("tr[data-code]")]
        .find(one => one.dataset.code.toUpperCase() === wanted || one.dataset.sheet.toUpperCase() === wanted);
      box.setAttribute("aria-invalid", String(!row));
      if (row) { box.value = ""; focus(row.querySelector("[data-cell]")); } else box.select();
      return;
    }
    if (!box.dataset.cell) return;
    const all = cells(), at = all.indexOf(box), across = box.closest("tr").querySelectorAll("[data-cell]").length;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: across, ArrowUp: -across }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    box.value = plain(box.value);
    const next = all[at + step];
    if (next) focus(next);
    // After the last box of the table Enter reaches the button, which saves.
    else if (event.key === "Enter" && !event.shiftKey) box.form.querySelector("button[type=submit]").focus();
  });
}
