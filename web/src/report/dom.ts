// Elements made in code. Text is always text, never markup.

type Child = Node | string | undefined;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export interface Column<T> {
  title: string;
  unit?: string;
  /** Of text, not of numbers: set left. */
  text?: boolean;
  cell: (row: T, index: number) => Child;
}

/** A table that scrolls sideways in its own box on a narrow screen. */
export function table<T>(columns: Column<T>[], rows: readonly T[], label: string): HTMLElement {
  const head = columns.map((column) =>
    element("th", { scope: "col", class: column.text === true ? "text" : "" }, column.title,
      column.unit === undefined ? undefined : element("span", { class: "unit" }, column.unit)));
  const body = rows.map((row, index) =>
    element("tr", {}, ...columns.map((column) =>
      element("td", { class: column.text === true ? "text" : "" }, column.cell(row, index)))));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)));
}

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return found;
}

/** Fills a section, or takes it off the page if there is nothing to say. */
export function fill(id: string, ...children: Child[]): void {
  const box = byId(id);
  if (children.every((child) => child === undefined)) box.closest("section")?.remove();
  else box.replaceChildren(...children.filter((child) => child !== undefined));
}
