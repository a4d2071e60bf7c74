// One instant that plots, map and table share.

type Listener = (t_s: number | undefined, from: unknown) => void;

export class Cursor {
  readonly #listeners: Listener[] = [];
  #t_s: number | undefined;

  get t_s(): number | undefined {
    return this.#t_s;
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** `from` says who moved it, so that the mover need not follow itself. */
  move(t_s: number | undefined, from: unknown): void {
    if (t_s === this.#t_s) return;
    this.#t_s = t_s;
    for (const listener of this.#listeners) listener(t_s, from);
  }
}
