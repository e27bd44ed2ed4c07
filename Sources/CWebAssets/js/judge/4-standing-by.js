// What goes on beside the outbox: the light knock, one PIN for a batch of sheets, and the file of what could not be sent.

/** A light knock: every five seconds while something waits or the network was gone, else every half minute, so that a
 *  restored server, a reopened sheet and a decision on a late one are noticed by those who have nothing to send. */
async function knock() {
  const waits = state.online === false || pending().length > 0;
  if (document.visibilityState === "visible" && tab.owner && state.session && (waits || ++quiet >= 6)) {
    const idle = quiet >= 6;
    quiet = 0;
    const held = [...pending(), ...stuck()];
    const report = { device: state.device, unsent: pending().length, stuck: stuck().length, sheets: held.map(r => r.sheetId) };
    let answer = await call("POST", "ping", report, {}, 4);
    // A restored server may not know this sign-in: its store is asked for without one.
    if (answer.status === 401) answer = await call("GET", "ping", null, {}, 4);
    if (answer.status === 200 && answer.body.storeId) {
      const other = state.boot && answer.body.storeId !== state.boot.storeId;
      const newer = idle && answer.body.eventVersion && answer.body.eventVersion !== state.boot?.eventVersion;
      // The chief judge opened, closed or handed over a sheet: the list is fetched again.
      const moved = state.queue !== undefined && answer.body.queue !== undefined && answer.body.queue !== state.queue;
      if (answer.body.queue !== undefined) state.queue = answer.body.queue;
      if (!state.boot || other || newer || moved || stuck().length) await refresh();
      tries = 0;
      send();
    }
  }
  setTimeout(knock, 5000);
}

/** A checked PIN gives a token for exactly these revisions, good for two minutes; each sheet is then signed by a request of
 *  its own and keeps the receipt, so that a network that dies midway leaves the signed ones signed.
 *  Answers with the worst status: 200 where all are signed. */
async function sign(records, pin) {
  const sheets = records.map(r => ({ sheet: r.sheetId, rev: r.ackRev, hash: r.ackHash }));
  const leave = await call("POST", "signing", { pin, sheets });
  if (leave.status !== 200) return leave;
  const until = Date.now() + 110_000;
  let worst = leave;
  for (let i = 0; i < records.length; i++) {
    const record = records[i], wanted = sheets[i];
    record.signing = true;
    let answer = { status: 0 };
    for (let attempt = 0; attempt < 4 && Date.now() < until; attempt++) {
      if (attempt) await pause(1000 * waits[attempt - 1]);
      // Typed on meanwhile: what was shown when the PIN was given is no longer what stands here.
      if (record.state !== "delivered" || record.ackHash !== wanted.hash) { answer = { status: 412 }; break; }
      answer = await call("PUT", `sheets/${record.sheetId}/signature`, {
        rev: wanted.rev, hash: wanted.hash, name: state.boot.judge.name, token: leave.body.token, deviceId: state.device, with: sheets,
      });
      if (answer.status !== 0 && answer.status < 500) break;
    }
    if (answer.status === 200 && answer.body.receipt) {
      record.state = "signed";
      record.signing = false;
      record.notice = null;
      record.receipt = answer.body.receipt;
      await keepSheet(record);
      buzz();
    } else worst = answer;
    show();
    if (answer.status === 0 || answer.status === 401) break;
  }
  if (worst.status === 412) await refresh();
  show();
  return worst;
}

const buzz = () => { try { navigator.vibrate?.(12); } catch { /* no motor */ } };

/** What has not been delivered, as a file that `sizhou import sheets` takes: each sheet with its write id and the very body of the request. */
function undelivered() {
  return JSON.stringify({
    format: "sizhou-sheets", version: 1, event: state.boot?.event?.id, judge: state.boot?.judge, device: state.device, saved: Date.now(),
    sheets: [...pending(), ...stuck()].map(r => ({
      sheet: r.sheetId, code: sheetOf(r)?.code, writeId: r.writeId, ifMatch: `"r${r.baseRev}"`, state: r.state, body: bodyOf(r),
    })),
  }, null, 1);
}
