// Which labels find room on a map, and where.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LabelWish {
  /** The place that the label belongs to. */
  x: number;
  y: number;
  width: number;
  height: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Right, left, above and below of a place, `gap` away. */
function candidates(wish: LabelWish, gap: number): Box[] {
  const { x, y, width, height } = wish;
  const size = { width, height };
  return [
    { x: x + gap, y: y - height / 2, ...size },
    { x: x - gap - width, y: y - height / 2, ...size },
    { x: x - width / 2, y: y - gap - height, ...size },
    { x: x - width / 2, y: y + gap, ...size },
    { x: x + gap, y: y - gap - height, ...size },
    { x: x + gap, y: y + gap, ...size },
    { x: x - gap - width, y: y - gap - height, ...size },
    { x: x - gap - width, y: y + gap, ...size },
  ];
}

/** A box for each label in the order of importance, or undefined where none is free inside the frame. */
export function placeLabels(wishes: readonly LabelWish[], frame: Box, taken: Box[], gap = 8): (Box | undefined)[] {
  const occupied = [...taken];
  const inside = (box: Box): boolean =>
    box.x >= frame.x && box.y >= frame.y && box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height;
  return wishes.map((wish) => {
    const free = candidates(wish, gap).find((box) => inside(box) && !occupied.some((other) => overlap(box, other)));
    if (free !== undefined) occupied.push(free);
    return free;
  });
}
