import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RegistryView } from '../registry/registry-view.ts';
import { installPack } from '../type-packs/install-pack.ts';
import { shippedTypePacks, type TypePack } from '../type-packs/type-packs.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin } from './idempotency.ts';
import { TypeCommands } from './type-commands.ts';

const flag = z.enum(['true', 'false'], 'must be true or false').default('false');
const installQuery = z.strictObject({ dryRun: flag, replace: flag });

/** Ready-made asset types of the industries. */
@ApiTags('asset types')
@Controller('v1/type-packs')
export class TypePacksController {
  readonly #packs: readonly TypePack[] = shippedTypePacks();
  readonly #commands: TypeCommands;
  readonly #view: RegistryView;

  constructor(@Inject(TypeCommands) commands: TypeCommands, @Inject(RegistryView) view: RegistryView) {
    this.#commands = commands;
    this.#view = view;
  }

  @Get()
  @Allow('assets:read')
  @ApiOperation({ summary: 'Type packs with the names of their types' })
  list() {
    const packs = this.#packs.map(({ types, ...pack }) => ({
      ...pack,
      types: types.map(({ typeId, definition }) => ({ typeId, name: definition.name })),
    }));
    return { packs };
  }

  @Get(':pack')
  @Allow('assets:read')
  @ApiOperation({ summary: 'A type pack with the whole of its types' })
  one(@Param('pack') pack: string) {
    const { types, ...head } = this.#pack(pack);
    return { ...head, types: types.map(({ typeId, definition }) => ({ typeId, ...definition })) };
  }

  @Post(':pack/install')
  @HttpCode(200)
  @Allow('types:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({
    summary: 'Define the types of a pack; the same again changes nothing',
    description:
      'A type that is there and otherwise is kept, unless replace says so; the answer has what is otherwise, and how many assets it affects.',
  })
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'replace', required: false, enum: ['true', 'false'] })
  @ApiResponse({ status: 404, description: 'There is no such pack' })
  async install(
    @Param('pack') name: string,
    @Query(ZodBody(installQuery)) query: z.infer<typeof installQuery>,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    this.#view.assertCaughtUp();
    const pack = this.#pack(name);
    const options = { dryRun: query.dryRun === 'true', replace: query.replace === 'true' };
    const types = await installPack(this.#commands, this.#view, origin(caller, key), pack, options);
    return { pack: name, dryRun: options.dryRun, types };
  }

  #pack(name: string): TypePack {
    const found = this.#packs.find(({ pack }) => pack === name);
    if (found !== undefined) return found;
    const names = this.#packs.map(({ pack }) => pack).join(', ');
    throw new ProblemException(404, { detail: `pack "${name}": must be one of ${names}` });
  }
}
