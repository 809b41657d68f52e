import sparkplug from 'sparkplug-payload';

type Codec = NonNullable<ReturnType<typeof sparkplug.get>>;
export type UPayload = Parameters<Codec['encodePayload']>[0];

function find(): Codec {
  const codec = sparkplug.get('spBv1.0');
  if (codec === null) throw new Error('sparkplug-payload knows no spBv1.0');
  return codec;
}

/** The reference codec of edge nodes. */
export default find();
