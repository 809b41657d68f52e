import type { Codecs } from '@millrace/contracts';
import { RegistryError } from '@millrace/contracts';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { inspectContent } from '../letters/inspect-letter.ts';
import { letterHistory } from '../queries/letters/letter-history.ts';
import { letterCounts, letterList } from '../queries/letters/letter-list.ts';
import { storedLetters } from '../queries/letters/stored-letter.ts';
import { ScopedReads } from '../store/reads.ts';
import { CODECS } from '../tokens.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { countsQuery, filterOf, letterIdParam, listQuery } from './letter-requests.ts';

@ApiTags('dead letters')
@Allow('letters:read')
@Controller('v1/dead-letters')
export class LettersController {
  readonly #reads: ScopedReads;
  readonly #codecs: Codecs;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(CODECS) codecs: Codecs) {
    this.#reads = reads;
    this.#codecs = codecs;
  }

  @Get()
  @ApiOperation({ summary: 'What could not be used, records of streams and telemetry alike, the latest first' })
  @ApiZodQuery(listQuery)
  list(@Query(ZodBody(listQuery)) asked: z.infer<typeof listQuery>, @Caller() caller: CallerIdentity) {
    const { limit, cursor } = asked;
    return letterList(this.#reads.of(caller, 'letters:read'), {
      ...filterOf(asked),
      tenant: caller.tenant,
      limit,
      cursor,
    });
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many there are by kind, stream, reason and state' })
  @ApiZodQuery(countsQuery)
  async counts(@Query(ZodBody(countsQuery)) asked: z.infer<typeof countsQuery>, @Caller() caller: CallerIdentity) {
    return {
      items: await letterCounts(this.#reads.of(caller, 'letters:read'), { ...filterOf(asked), tenant: caller.tenant }),
    };
  }

  @Get(':letterId')
  @ApiOperation({
    summary: 'One of them: why, its bytes decoded as far as they go, and what was done about it',
    description: 'content.brokenAt says where decoding broke off: field path and byte, or line and column.',
  })
  @ApiResponse({ status: 404, description: 'No such letter' })
  async one(@Param('letterId', ZodBody(letterIdParam)) letterId: string, @Caller() caller: CallerIdentity) {
    const [found] = await storedLetters(this.#reads.of(caller, 'letters:read'), {
      tenant: caller.tenant,
      letterIds: [letterId],
    });
    if (found === undefined)
      throw new ProblemException(404, { detail: `letterId "${letterId}": there is no such letter` });
    const { key, content: _, headers, failedAtMicros: __, ...letter } = found;
    const [content, history] = await Promise.all([
      inspectContent(this.#codecs, found).catch(registryAway),
      letterHistory(this.#reads.of(caller, 'letters:read'), { tenant: caller.tenant, rootId: found.rootId }),
    ]);
    const texts = Object.entries(headers).map(([name, value]) => [name, value.toString()]);
    return { ...letter, key: key?.toString() ?? null, headers: Object.fromEntries(texts), content, history };
  }
}

function registryAway(error: unknown): never {
  if (!(error instanceof RegistryError)) throw error;
  throw new ProblemException(503, {
    detail: 'The schema registry does not answer at the moment.',
    retryAfterSeconds: 5,
  });
}
