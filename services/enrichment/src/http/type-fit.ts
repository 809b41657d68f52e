import {
  effectiveModel,
  unitMisfit,
  withOverride,
  brokenMetricRules,
  type AssetType,
  type AssetTypes,
  type MetricOverride,
  type TypedAsset,
} from '@millrace/domain';
import { ProblemException } from '@millrace/platform/nest';
import { isConvertible } from '../units/unit-conversion.ts';
import { problem } from './outcome.ts';

/** An asset as far as its type is concerned. */
export type AssetTyping = TypedAsset & { readonly typeId: string | null };

/**
 * What an asset's aggregate cannot know: what its type says. Looked up in this instance's registry, which may be a moment old; what slips
 * through shows as a misfit of the asset's model.
 */
export class TypeFit {
  readonly #types: Pick<AssetTypes, 'get'>;
  readonly #tenant: string;

  constructor(types: Pick<AssetTypes, 'get'>, tenant: string) {
    this.#types = types;
    this.#tenant = tenant;
  }

  /** @throws ProblemException 422 when there is no such type, or when it is retired */
  assertInUse(typeId: string): AssetType {
    const type = this.#types.get(this.#tenant, typeId);
    if (type === undefined) throw refused('typeId', typeId, 'must be a defined asset type');
    if (type.isRetired) throw refused('typeId', typeId, 'must be in use, it is retired');
    return type;
  }

  /** @throws ProblemException 422 when the type cannot be had by the asset as it is bound */
  assertAssignable(asset: AssetTyping, typeId: string): void {
    const { definition } = this.assertInUse(typeId);
    // What it has otherwise of another type is gone then.
    const [misfit] = effectiveModel(definition, { ...asset, overrides: new Map() }, isConvertible).misfits;
    if (misfit !== undefined) throw refused('typeId', typeId, `must fit what is bound: ${misfit.detail}`);
  }

  /** A metric that is not in the type may have any unit. @throws ProblemException 422 for a unit of another dimension */
  assertUnit({ typeId }: Pick<AssetTyping, 'typeId'>, metric: string, unit: string): void {
    const ofType = this.#metricOf(typeId, metric);
    const detail = unitMisfit(ofType, unit, isConvertible);
    if (detail === undefined) return;
    throw refused('unit', unit, `must be convertible to "${ofType?.unit ?? ''}", the unit of the type "${typeId}"`);
  }

  /** @throws ProblemException 409 without a type, 422 for what the type's metric cannot be */
  assertOverride({ typeId }: Pick<AssetTyping, 'typeId'>, override: MetricOverride): void {
    const { metric } = override;
    if (typeId === null) throw problem(409, NO_TYPE, { field: 'typeId', value: null, rule: NO_TYPE });
    const ofType = this.#metricOf(typeId, metric);
    if (ofType === undefined) throw refused('metric', metric, `must be a metric of the type "${typeId}"`);
    const errors = brokenMetricRules(withOverride(ofType, override));
    const [first] = errors;
    if (first === undefined) return;
    throw new ProblemException(422, { detail: `${first.field} ${String(first.value)}: ${first.rule}`, errors });
  }

  #metricOf(typeId: string | null, metric: string) {
    const type = typeId === null ? undefined : this.#types.get(this.#tenant, typeId);
    return type?.definition.metrics.find(({ name }) => name === metric);
  }
}

const NO_TYPE = 'the asset must be of a type';

const refused = (field: string, value: string, rule: string): ProblemException =>
  problem(422, `${field} "${value}": ${rule}`, { field, value, rule });
