import type { Decoded } from '@millrace/contracts';
import { ProblemException, type FieldError } from '@millrace/platform/nest';

/** What a command came to: it changed the asset or the type, or there was nothing left to do. */
export interface Applied {
  readonly changed: boolean;
  /** Version after the change; unknown when nothing changed. */
  readonly version: number | undefined;
}

const STATUS: Readonly<Record<string, number>> = {
  UNKNOWN_ASSET: 404,
  UNKNOWN_TYPE: 404,
  NOT_BOUND: 404,
  NOT_OVERRIDDEN: 404,
  NO_TYPE: 409,
  RETIRED: 409,
  VERSION_CONFLICT: 409,
  ALREADY_REGISTERED: 409,
};
/** The request's field that a refusal is about; the aggregate's `detail` names value and rule. */
const FIELD: Readonly<Record<string, string>> = {
  UNKNOWN_ASSET: 'assetId',
  UNKNOWN_TYPE: 'typeId',
  NOT_BOUND: 'metric',
  NOT_OVERRIDDEN: 'metric',
  NO_TYPE: 'typeId',
  RETIRED: 'assetId',
  VERSION_CONFLICT: 'expectedVersion',
  ALREADY_REGISTERED: 'assetId',
  INVALID_ID: 'assetId',
  INVALID_NAME: 'name',
  INVALID_PATH: 'path',
  INVALID_PARENT: 'parentId',
  INVALID_METRIC: 'metric',
  INVALID_CONVERSION: 'scale',
  INVALID_RANGE: 'range',
};

/** The outcome event as the answer's content. @throws ProblemException 404, 409 or 422 for a refusal */
export function appliedOf(outcome: Decoded, request: Readonly<Record<string, unknown>>): Applied {
  switch (outcome.type) {
    case 'AssetRegistered':
    case 'AssetMoved':
    case 'AssetRenamed':
    case 'AssetRetired':
    case 'AssetReinstated':
    case 'MetricBound':
    case 'MetricUnbound':
    case 'AssetTypeAssigned':
    case 'MetricOverridden':
    case 'MetricOverrideCleared':
    case 'AssetTypeDefined':
    case 'AssetTypeRetired':
      return { changed: true, version: outcome.value.version };
    case 'AssetCommandRefused':
    case 'AssetTypeCommandRefused': {
      const { code, detail } = outcome.value;
      if (code === 'ALREADY_APPLIED') return { changed: false, version: undefined };
      const field = FIELD[code] ?? 'body';
      throw problem(STATUS[code] ?? 422, detail, { field, value: request[field] ?? null, rule: detail });
    }
    default:
      throw new Error(`${outcome.type} is no outcome of a command on an asset or a type`);
  }
}

/** A problem about one field. */
export function problem(status: number, detail: string, error: FieldError): ProblemException {
  return new ProblemException(status, { detail, errors: [error] });
}
