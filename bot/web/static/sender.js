// Sends what is in the outbox, one after the other, until it is safe.

import * as outbox from "./outbox.js";
import * as record from "./record.js";

const PATIENCE = 20000;
const REFUSED = [400, 403, 413, 415];
const told = { offline() {}, online() {}, refused() {}, gone() {}, farewell() {}, once() {} };
let busy = false;
let again = 0;
let pause = 2000;

export function listen(listener) {
  Object.assign(told, listener);
}

export function post(path, body) {
  const abort = window.AbortController ? new AbortController() : null;
  const timer = setTimeout(() => abort && abort.abort(), PATIENCE);
  const answer = fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
    signal: abort ? abort.signal : undefined,
  });
  const stop = () => clearTimeout(timer);
  answer.then(stop, stop);
  return answer;
}

// The same id goes along every time, so the server takes a message once however often it is sent.
export async function flush() {
  clearTimeout(again);
  if (busy) return;
  busy = true;
  let wait = 0;
  for (let queue = outbox.all(); queue.length && !wait; queue = outbox.all()) wait = await send(queue[0]);
  busy = false;
  if (wait) again = setTimeout(flush, wait);
}

// Returns how long to wait before the next attempt, 0 when there is nothing to wait for.
async function send(entry) {
  record.state(entry.id, "sending");
  const body = entry.press ? { id: entry.id, press: entry.press } : { id: entry.id, text: entry.text };
  let answer = null;
  try {
    answer = await post("/chat/messages", body);
  } catch (error) {
    return later(entry);
  }
  if (answer.ok) {
    pause = 2000;
    outbox.remove(entry.id);
    record.state(entry.id, "sent");
    told.online();
    const said = await answer.json().catch(() => ({}));
    if (said.farewell) told.farewell(said.farewell);
    if (said.once) told.once(said.once, entry);
    return 0;
  }
  if (answer.status === 410) {
    told.gone();
    return PATIENCE;
  }
  const sentence = await answer.json().then((told) => told.sentence, () => "");
  if (REFUSED.includes(answer.status)) {
    outbox.remove(entry.id);
    record.state(entry.id, "failed");
    told.refused(sentence, entry);
    return 0;
  }
  if (answer.status === 429) {
    told.refused(sentence, null);
    return 1000 * Number(answer.headers.get("Retry-After") || 5);
  }
  return later(entry);
}

function later(entry) {
  // The stream may have confirmed it while the answer was lost.
  if (!outbox.all().some((kept) => kept.id === entry.id)) return 0;
  record.state(entry.id, "waiting");
  told.offline();
  const wait = pause;
  pause = Math.min(pause * 2, 60000);
  return wait;
}
