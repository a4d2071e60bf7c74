// The colours of the page as its style sheet has them now: light, dark or for paper.

export interface Palette {
  ink: string;
  soft: string;
  line: string;
  paper: string;
  first: string;
  second: string;
  bad: string;
  land: string;
  sea: string;
  border: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"), soft: of("soft"), line: of("line"), paper: of("paper"), first: of("first"), second: of("second"),
    bad: of("bad"), land: of("land"), sea: of("sea"), border: of("border"),
  };
}

/** Calls back whenever the colours may have changed. On paper they are always the light ones. */
export function onPaletteChange(redraw: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  const print = (on: boolean) => () => {
    document.documentElement.classList.toggle("on-paper", on);
    redraw();
  };
  addEventListener("beforeprint", print(true));
  addEventListener("afterprint", print(false));
}
