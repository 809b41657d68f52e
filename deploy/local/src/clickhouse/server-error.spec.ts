import { describe, expect, it } from 'vitest';
import { exceptionBlock } from './send-stream.ts';
import { httpStatus, toServerText } from './server-error.ts';

describe('errors', () => {
  it('read as the server writes them', () => {
    expect(toServerText('Code: 62. DB::Exception: Syntax error: x. (SYNTAX_ERROR)', '26.7')).toEqual({
      code: 62,
      text: 'Code: 62. DB::Exception: Syntax error: x. (SYNTAX_ERROR) (version 26.7 (chdb build))\n',
    });
  });

  it('lose the trace of the file through which the data came', () => {
    const raw =
      "Code: 27. DB::Exception: Code: 27. DB::Exception: Cannot parse input: expected '{': (at row 1)\n: (in file/uri spool/7): " +
      'While executing JSONEachRowRowInputFormat: While executing File: data for INSERT was parsed from file. ' +
      '(CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7.2.1). (CANNOT_PARSE_INPUT_ASSERTION_FAILED)';
    const { code, text } = toServerText(raw, '26.7');
    expect(code).toBe(27);
    expect(text).toContain("Cannot parse input: expected '{': (at row 1)");
    expect(text).not.toMatch(/spool|parsed from file|Code: 27.*Code: 27/s);
    expect(text.match(/CANNOT_PARSE_INPUT_ASSERTION_FAILED/g)).toHaveLength(1);
  });

  it('have the status of their code', () => {
    expect([62, 60, 516, 164, 241].map(httpStatus)).toEqual([400, 404, 403, 403, 500]);
  });

  it('in the middle of a body carry their length in bytes, line feed included', () => {
    expect(exceptionBlock('abc', 'böom\n')).toBe('\r\n__exception__\r\nabc\r\nböom\n6 abc\r\n__exception__\r\n');
  });
});
