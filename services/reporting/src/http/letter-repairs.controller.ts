import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { editOf } from '../letters/edit.ts';
import { LetterCommands, type Origin } from '../letters/letter-commands.ts';
import { refusalProblem, type Outcome } from '../letters/outcome.ts';
import { repairMany, type ManyAsked } from '../letters/repair-many.ts';
import { failedAgainAs } from '../queries/letters/letter-history.ts';
import { storedLetters, type StoredLetter } from '../queries/letters/stored-letter.ts';
import { ScopedReads } from '../store/reads.ts';
import {
  discardManyRequest,
  discardRequest,
  examples,
  filterOf,
  letterIdParam,
  resubmitManyRequest,
  resubmitRequest,
} from './letter-requests.ts';

const IDEMPOTENCY = { name: 'idempotency-key', required: false, description: 'The same key again is the same command' };
type Many = z.infer<typeof resubmitManyRequest>;

@ApiTags('dead letters')
@Allow('letters:repair')
@Controller('v1/dead-letters')
export class LetterRepairsController {
  readonly #reads: ScopedReads;
  readonly #commands: LetterCommands;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(LetterCommands) commands: LetterCommands) {
    this.#reads = reads;
    this.#commands = commands;
  }

  @Post('resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send all open letters that match a filter in again, as they were' })
  @ApiZodBody(resubmitManyRequest, examples.many)
  @ApiHeader(IDEMPOTENCY)
  resubmitMany(
    @Body(ZodBody(resubmitManyRequest)) body: Many,
    @Caller() caller: CallerIdentity,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return this.#many('resubmit', body, caller, key);
  }

  @Post('discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give up all open letters that match a filter' })
  @ApiZodBody(discardManyRequest)
  @ApiHeader(IDEMPOTENCY)
  discardMany(
    @Body(ZodBody(discardManyRequest)) body: Many,
    @Caller() caller: CallerIdentity,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return this.#many('discard', body, caller, key);
  }

  @Post(':letterId/resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a letter in again, as it was or edited' })
  @ApiZodBody(resubmitRequest, examples.resubmit)
  @ApiHeader(IDEMPOTENCY)
  @ApiResponse({ status: 200, description: 'It is where it came from; that it is understood now, its state will tell' })
  @ApiResponse({ status: 404, description: 'No such letter' })
  @ApiResponse({ status: 409, description: 'Somebody dealt with it already' })
  @ApiResponse({ status: 422, description: 'The content breaks a rule; the problem names field and rule' })
  @ApiResponse({ status: 504, description: 'Sent, but the outcome is not known yet' })
  async resubmit(
    @Param('letterId', ZodBody(letterIdParam)) letterId: string,
    @Body(ZodBody(resubmitRequest)) body: z.infer<typeof resubmitRequest>,
    @Caller() caller: CallerIdentity,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const letter = await this.#letter(caller, letterId);
    const edit = editOf(body.content, body.schema);
    return this.#answer(letter, await this.#commands.resubmit(originOf(body, caller, key), letter, edit), caller);
  }

  @Post(':letterId/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a letter up, for a reason; its bytes are kept' })
  @ApiZodBody(discardRequest, { test: { reason: 'a test device' } })
  @ApiHeader(IDEMPOTENCY)
  @ApiResponse({ status: 404, description: 'No such letter' })
  @ApiResponse({ status: 409, description: 'Somebody dealt with it already' })
  async discard(
    @Param('letterId', ZodBody(letterIdParam)) letterId: string,
    @Body(ZodBody(discardRequest)) body: z.infer<typeof discardRequest>,
    @Caller() caller: CallerIdentity,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const letter = await this.#letter(caller, letterId);
    return this.#answer(letter, await this.#commands.discard(originOf(body, caller, key), letter), caller);
  }

  #many(verb: ManyAsked['verb'], body: Many, caller: CallerIdentity, key: string | undefined) {
    const { dryRun, limit, cursor } = body;
    const { state: _, ...filter } = filterOf(body.filter);
    const asked = { verb, filter, dryRun, limit, cursor };
    return repairMany(this.#reads.of(caller, 'letters:repair'), this.#commands, originOf(body, caller, key), asked);
  }

  async #letter(caller: CallerIdentity, letterId: string): Promise<StoredLetter> {
    const reads = this.#reads.of(caller, 'letters:repair');
    const [found] = await storedLetters(reads, { tenant: caller.tenant, letterIds: [letterId] });
    if (found !== undefined) return found;
    throw new ProblemException(404, { detail: `letterId "${letterId}": there is no such letter` });
  }

  async #answer({ letterId }: StoredLetter, outcome: Outcome, caller: CallerIdentity) {
    if (outcome.done !== 'refused') return { letterId, ...outcome };
    const reads = this.#reads.of(caller, 'letters:repair');
    const asked = { tenant: caller.tenant, letterId };
    const again = outcome.code === 'ALREADY_RESUBMITTED' ? await failedAgainAs(reads, asked) : [];
    throw refusalProblem(outcome, again.length === 0 ? '' : `. It failed again as ${again.join(', ')}`);
  }
}

function originOf(
  { reason, expectedVersion }: { readonly reason: string; readonly expectedVersion?: number | undefined },
  { tenant, name }: CallerIdentity,
  idempotencyKey: string | undefined,
): Origin {
  return { tenant, actor: name, reason, expectedVersion, idempotencyKey };
}
