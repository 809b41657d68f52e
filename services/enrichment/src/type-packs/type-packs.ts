import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TypeDefinition } from '@millrace/domain';
import { z } from 'zod';
import { typeDefinitionRequest, typeId } from '../http/type-requests.ts';

/** Ready-made asset types of an industry. */
export interface TypePack {
  readonly pack: string;
  readonly name: string;
  readonly types: readonly PackedType[];
}
export interface PackedType {
  readonly typeId: string;
  readonly definition: TypeDefinition;
}

const packFile = z.strictObject({
  pack: typeId,
  name: z.string().min(1),
  types: z.array(typeDefinitionRequest.omit({ pack: true }).extend({ typeId })).min(1),
});

/** Beside the sources and beside what is compiled of them. */
const FOLDER = fileURLToPath(new URL('../../type-packs/', import.meta.url));

/** The packs that this version ships, by name: each a file `<pack>.json`. @throws Error for a file that is none */
export function shippedTypePacks(folder = FOLDER): readonly TypePack[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const { pack, name, types } = packFile.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
    if (file !== `${pack}.json`) throw new Error(`${file}: must be called ${pack}.json, as its pack`);
    return {
      pack,
      name,
      types: types.map(({ typeId: id, ...rest }) => ({ typeId: id, definition: { ...rest, pack } })),
    };
  });
}
