/** One query over the ClickHouse HTTP interface, rows as objects: what any client would see. */
export async function queryRows<T>(
  clickhouse: { readonly url: string; readonly user: string; readonly password: string },
  sql: string,
): Promise<T[]> {
  const response = await fetch(
    `${clickhouse.url}/?database=millrace&default_format=JSONEachRow&output_format_json_quote_64bit_integers=0`,
    {
      method: 'POST',
      headers: { 'X-ClickHouse-User': clickhouse.user, 'X-ClickHouse-Key': clickhouse.password },
      body: sql,
    },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`ClickHouse answered ${response.status}: ${text.slice(0, 500)}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
