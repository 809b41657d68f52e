import { topic } from '@millrace/contracts';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { effectOf } from '../queries/corrections/effect.ts';
import { storedCorrection } from '../queries/corrections/stored-correction.ts';
import { toCorrectionEvents, toReadings } from '../sinks/destinations.ts';
import { ScopedReads } from '../store/reads.ts';
import { WholeTopics } from '../store/whole-topics.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { count } from './params.ts';

const query = z.strictObject({ hours: count(1, 10_000, 100).describe('Most hours in the answer, the first ones') });

const TOPICS = [
  { stream: toCorrectionEvents.stream, topic: topic.correctionsEvents },
  { stream: toReadings.stream, topic: topic.telemetryEnriched },
];

/** What a correction changes, before and after it takes effect. The correction itself is enrichment's (`/v1/corrections`). */
@ApiTags('plant')
@Allow('corrections:read')
@Controller('v1/plant/corrections')
export class CorrectionEffectsController {
  readonly #reads: ScopedReads;
  readonly #topics: WholeTopics;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(WholeTopics) topics: WholeTopics) {
    this.#reads = reads;
    this.#topics = topics;
  }

  @Get(':correctionId/effect')
  @ApiOperation({
    summary: 'What a correction changes: figures of its readings before and after, and which hours have others',
    description: 'Also of one that is not approved yet, or not in effect any more: then it is what it would change.',
  })
  @ApiResponse({ status: 404, description: 'There is no such correction' })
  @ApiResponse({ status: 503, description: 'What happened last is still being stored' })
  @ApiZodQuery(query)
  async effect(
    @Param('correctionId') correctionId: string,
    @Query(ZodBody(query)) { hours }: z.infer<typeof query>,
    @Caller() caller: CallerIdentity,
  ) {
    await this.#topics.stored(TOPICS);
    const { tenant } = caller;
    const reads = this.#reads.of(caller, 'corrections:read');
    const found = await storedCorrection(reads, { tenant, correctionId });
    if (found === undefined)
      throw new ProblemException(404, { detail: `correctionId "${correctionId}": there is no such correction` });
    const { start: _start, end: _end, ...correction } = found;
    return { correction, ...(await effectOf(reads, tenant, found, hours)) };
  }
}
