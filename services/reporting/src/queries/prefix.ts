/** SQL condition: the path is `{prefix}` or below it; an empty prefix means everything. */
export const BELOW_PREFIX = (path: string): string =>
  `({prefix:String} = '' OR ${path} = {prefix:String} OR startsWith(${path}, concat({prefix:String}, '/')))`;

/** The same for a path in memory. */
export const isBelow = (path: string, prefix: string): boolean =>
  prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
