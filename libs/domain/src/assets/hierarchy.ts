import type { EpochMicros } from '../kernel/index.ts';
import { SortedSet } from '../kernel/sorted-set.ts';
import { lastSegment } from './path.ts';

/** A place that an asset was put to. */
export interface Placement {
  readonly parentId: string | null;
  /** Where it came to lie then. Below a parent that is known only its last segment counts: the parent may have moved. */
  readonly path: string;
  readonly at: EpochMicros;
}

/** An asset as the tree sees it; the tree alone writes what is not readonly. */
export interface Placed {
  readonly assetId: string;
  readonly isRetired: boolean;
  /** By what counts now. */
  parentId: string | null;
  path: string;
  /** The latest, and those before it, the first one first. */
  placement: Placement;
  earlier: readonly Placement[];
}

/** Where an asset stands in the order of the tree. */
export type TreePosition = Pick<Placed, 'path' | 'assetId'>;

const NOWHERE: Placement = { parentId: null, path: '', at: 0 };
export const UNPLACED = { parentId: null, path: '', placement: NOWHERE, earlier: [] as readonly Placement[] };

/**
 * The equipment hierarchy of a tenant: every asset's path follows from its parent's. Each asset's own history decides where it is, and
 * nobody decides for two at once; so two may be moved below one another at the same time. Of the moves that close such a circle the last
 * one, by its time and then by the asset's id, does not count, and the asset is where it was before: the same on every instance, in
 * whatever order the histories of the assets arrive.
 */
export class Hierarchy<Node extends Placed> {
  readonly #nodes = new Map<string, Node>();
  /** By their parents' ids, also of parents that are not known yet. */
  readonly #children = new Map<string, Set<Node>>();
  readonly #byPath = new SortedSet<TreePosition>(byPathAndId);
  /** How many of its latest placements do not count, of those of which some do not. */
  readonly #undone = new Map<Node, number>();
  readonly #onPathChanged: (node: Node) => void;

  constructor(onPathChanged: (node: Node) => void) {
    this.#onPathChanged = onPathChanged;
  }

  get(assetId: string): Node | undefined {
    return this.#nodes.get(assetId);
  }

  /** Puts an asset where it is from now on; one that is new comes into the tree. */
  place(node: Node, placement: Placement): void {
    if (this.#nodes.has(node.assetId)) node.earlier = [...node.earlier, node.placement];
    else this.#nodes.set(node.assetId, node);
    node.placement = placement;
    const affected = this.#undoCircles(node);
    for (const each of affected) this.#attach(each);
    for (const each of affected) this.#renewPaths(each);
  }

  /** True when its latest move does not count, because it would have closed a circle. */
  isUndone(node: Node): boolean {
    return this.#undone.has(node);
  }

  /** The asset in service at this path; when two claim it, the one whose id sorts first. */
  at(path: string): Node | undefined {
    for (const node of this.from({ path, assetId: '' })) {
      if (node.path !== path) return undefined;
      if (!node.isRetired) return node;
    }
    return undefined;
  }

  /** Every asset from this place on, by path and id. */
  from(start: TreePosition): Iterable<Node> {
    return this.#byPath.from(start) as Iterable<Node>;
  }

  childrenOf(assetId: string): Iterable<Node> {
    return this.#children.get(assetId) ?? [];
  }

  /** The asset and everything below it. */
  *subtree(node: Node): Generator<Node, undefined> {
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      yield next;
      open.push(...this.childrenOf(next.assetId));
    }
  }

  /** Finds anew which placements do not count, now that one asset has another; gives the assets that this may have moved. */
  #undoCircles(placed: Node): ReadonlySet<Node> {
    const affected = new Set([...this.#undone.keys(), placed]);
    this.#undone.clear();
    const suspects = [...affected];
    for (let suspect = suspects.pop(); suspect !== undefined; suspect = suspects.pop()) {
      const circle = this.#circleAbove(suspect);
      if (circle.length === 0) continue;
      const last = circle.reduce((a, b) => (isLater(this.#counting(b), b, this.#counting(a), a) ? b : a));
      this.#undone.set(last, (this.#undone.get(last) ?? 0) + 1);
      affected.add(last);
      suspects.push(suspect, last);
    }
    return affected;
  }

  /** The assets that go round in a circle at or above this one, by what counts so far. */
  #circleAbove(start: Node): readonly Node[] {
    const seen = new Set<Node>();
    let node: Node | undefined = start;
    for (; node !== undefined && !seen.has(node); node = this.#parentOf(node)) seen.add(node);
    if (node === undefined) return [];
    const chain = [...seen];
    return chain.slice(chain.indexOf(node));
  }

  #parentOf(node: Node): Node | undefined {
    const { parentId } = this.#counting(node);
    return parentId === null ? undefined : this.#nodes.get(parentId);
  }

  /** The placement that counts: the latest that closes no circle. */
  #counting(node: Node): Placement {
    const { placement, earlier } = node;
    const undone = this.#undone.get(node);
    if (undone === undefined) return placement;
    return earlier[earlier.length - undone] ?? { ...NOWHERE, path: placement.path };
  }

  #attach(node: Node): void {
    const { parentId } = this.#counting(node);
    if (node.parentId !== null) this.#children.get(node.parentId)?.delete(node);
    node.parentId = parentId;
    if (parentId === null) return;
    const siblings = this.#children.get(parentId);
    if (siblings === undefined) this.#children.set(parentId, new Set([node]));
    else siblings.add(node);
  }

  /** Paths of the asset and of what is below it, as far as they change. */
  #renewPaths(from: Node): void {
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const path = this.#pathOf(node);
      if (path === node.path) continue;
      if (node.path !== '') this.#byPath.delete(node);
      node.path = path;
      this.#byPath.add(node);
      this.#onPathChanged(node);
      open.push(...this.childrenOf(node.assetId));
    }
  }

  #pathOf(node: Node): string {
    const { path } = this.#counting(node);
    const parent = this.#parentOf(node);
    if (parent === undefined) return path;
    const derived = `${parent.path}/${lastSegment(path)}`;
    // As a rule they are equal, and then one text is enough.
    return derived === path ? path : derived;
  }
}

function isLater(a: Placement, { assetId: aId }: Placed, b: Placement, { assetId: bId }: Placed): boolean {
  return a.at > b.at || (a.at === b.at && aId > bId);
}

/** The order of the tree. */
export function byPathAndId(a: TreePosition, b: TreePosition): number {
  return compareTexts(a.path, b.path) || compareTexts(a.assetId, b.assetId);
}

/** By UTF-16 code units, the same everywhere. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
