import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LedgerWatch } from '../ledger/ledger-watch.ts';
import { ledgerNumbers } from '../queries/ledger-numbers.ts';
import { COUNTED_HOPS, ledger } from '../queries/ledger.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { assertStretch, instant, optionalName, page } from './params.ts';

const MOST_DAYS = 31;
const countsQuery = z.strictObject({
  source: optionalName().describe('Device; all of the tenant when not given'),
  from: instant().describe('Received from, inclusive; ten seconds are counted together'),
  to: instant().describe(`Received before; at most ${MOST_DAYS} days after from`),
  hop: z
    .enum(COUNTED_HOPS, `must be one of ${COUNTED_HOPS.join(', ')}`)
    .optional()
    .describe('Only sources of which something is missing at this hop'),
  ...page(100, 1_000),
});
const numbersQuery = z.strictObject({ source: optionalName(), ...page(100, 1_000) });

@ApiTags('ledger')
@Allow('ledger:read')
@Controller('v1/ledger')
export class LedgerController {
  readonly #reads: ScopedReads;
  readonly #watch: LedgerWatch;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(LedgerWatch) watch: LedgerWatch) {
    this.#reads = reads;
    this.#watch = watch;
  }

  @Get()
  @ApiOperation({
    summary: 'Received = stored? Counts of every hop by source, and what is missing',
    description:
      'What is still on its way is neither counted nor missing: the answer is of what had been settled at settledUntil (null: nothing yet).',
  })
  @ApiZodQuery(countsQuery)
  async counts(@Query(ZodBody(countsQuery)) asked: z.infer<typeof countsQuery>, @Caller() caller: CallerIdentity) {
    assertStretch(asked, MOST_DAYS);
    const cut = this.#watch.settledUntil;
    const found = await ledger(this.#reads.of(caller, 'ledger:read'), { ...asked, tenant: caller.tenant }, cut ?? 0);
    return { settledUntil: cut === undefined ? null : new Date(cut).toISOString(), ...found };
  }

  @Get('numbers')
  @ApiOperation({
    summary: 'Sequence numbers of sources and buffers of gateways: the last that came, and which are missing',
  })
  @ApiZodQuery(numbersQuery)
  numbers(@Query(ZodBody(numbersQuery)) asked: z.infer<typeof numbersQuery>, @Caller() caller: CallerIdentity) {
    return ledgerNumbers(this.#reads.of(caller, 'ledger:read'), { ...asked, tenant: caller.tenant });
  }
}
