// Messages that are not yet safe on the server. They outlive the page; each has its own key, so that two tabs
// never write over one another.

const PREFIX = "lotse.out.";
const memory = new Map();
let latest = 0;

// In a frame of another site, or with storage switched off, messages live as long as the page.
function kept() {
  try {
    return window.localStorage;
  } catch (error) {
    return null;
  }
}

export function add(what) {
  latest = Math.max(Date.now(), latest + 1);
  const random = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const entry = Object.assign({ id, at: latest }, what);
  memory.set(id, entry);
  try {
    kept().setItem(PREFIX + id, JSON.stringify(entry));
  } catch (error) {
    // Storage is full or forbidden: the message is in memory all the same.
  }
  return entry;
}

// The oldest first.
export function all() {
  const entries = new Map(memory);
  const storage = kept();
  for (const key of storage ? Object.keys(storage) : []) {
    if (key.startsWith(PREFIX)) entries.set(key.slice(PREFIX.length), JSON.parse(storage.getItem(key)));
  }
  return Array.from(entries.values()).sort((one, other) => one.at - other.at);
}

export function remove(id) {
  memory.delete(id);
  const storage = kept();
  if (storage) storage.removeItem(PREFIX + id);
}

export function clear() {
  for (const entry of all()) remove(entry.id);
}
