/** The part of @lhncbc/ucum-lhc 7.1 that we use; the package brings no types. */
declare module '@lhncbc/ucum-lhc' {
  interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
    readonly msg: readonly string[];
  }
  interface Validation {
    readonly status: 'valid' | 'invalid' | 'error';
    readonly ucumCode: string | null;
    readonly msg: readonly string[];
    readonly suggestions?: readonly {
      readonly units: readonly (readonly [code: string, name: string, guidance: unknown])[];
    }[];
  }
  interface UcumLhcUtils {
    convertUnitTo(from: string, value: number, to: string): Conversion;
    validateUnitString(unit: string, suggest: boolean): Validation;
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): UcumLhcUtils } };
  export default ucum;
}
