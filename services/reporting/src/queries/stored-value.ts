/** A value as the tables keep it: in at most one of three columns. */
export interface StoredValue {
  readonly number: number | null;
  readonly text: string | null;
  readonly bool: boolean | null;
}

export const VALUE_COLUMNS = 'value AS number, value_text AS text, value_bool AS bool';

export const valueOf = ({ number, text, bool }: StoredValue): number | string | boolean | null =>
  number ?? text ?? bool;
