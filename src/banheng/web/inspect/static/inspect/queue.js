// What was noted and is not settled yet, kept in the browser's database until the server has it.
//
// An entry: {id, account, accountName, school, state, words, said, photos, reason, sequence}.
// States: waiting, photos (the record has arrived, its photos have not), refused, photo_refused, sent.

const OPEN_STATES = ["waiting", "photos", "refused", "photo_refused"];
const SENT_KEPT = 30;

export class Queue {
  static async open(name = "banheng-inspect") {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
    const queue = new Queue();
    queue.database = await done(request);
    return queue;
  }

  async add(entries) {
    const { store, finished } = this.#write();
    for (const entry of entries) store.put(entry);
    await finished;
  }

  // Change an entry in one step with looking at it; gives null if it is gone or `change` declines (null).
  async change(id, change) {
    const { store, finished } = this.#write();
    const found = await done(store.get(id));
    const changed = found ? change(found) : null;
    if (changed) store.put(changed);
    await finished;
    return changed;
  }

  async remove(id, may = () => true) {
    const { store, finished } = this.#write();
    const found = await done(store.get(id));
    const removed = Boolean(found && may(found));
    if (removed) store.delete(id);
    await finished;
    return removed;
  }

  async replace(id, entry) {
    const { store, finished } = this.#write();
    store.delete(id);
    store.put(entry);
    await finished;
  }

  async all() {
    const store = this.database.transaction("entries").objectStore("entries");
    return done(store.getAll());
  }

  async ofAccount(account, school) {
    return (await this.all()).filter((entry) => entry.account === account && entry.school === school);
  }

  async ofOthers(account) {
    return (await this.all()).filter((entry) => entry.account !== account && OPEN_STATES.includes(entry.state));
  }

  async forgetOldest(account, school) {
    const sent = (await this.ofAccount(account, school)).filter((entry) => entry.state === "sent");
    for (const entry of sent.slice(0, -SENT_KEPT)) await this.remove(entry.id);
  }

  #write() {
    // strict: written to disk before it counts as kept, so that a flat battery loses nothing
    const transaction = this.database.transaction("entries", "readwrite", { durability: "strict" });
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
    return { store: transaction.objectStore("entries"), finished };
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
