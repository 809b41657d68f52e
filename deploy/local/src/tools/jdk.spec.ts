import { describe, expect, it } from 'vitest';
import { chooseJdk } from './jdk.ts';

const jdk = (major: number) => ({ home: `/jvm/${major}`, java: `/jvm/${major}/bin/java`, major });

describe('chooseJdk', () => {
  it('takes the first that is new enough', () => {
    expect(chooseJdk([jdk(11), jdk(17), jdk(25)], 17, 'Kafka')).toEqual(jdk(17));
    expect(chooseJdk([jdk(17), jdk(25)], 21, 'the registry')).toEqual(jdk(25));
  });

  it('says what was found, what is needed and how to get it', () => {
    expect(() => chooseJdk([jdk(17)], 21, 'the registry')).toThrow(
      /the registry needs Java 21 or newer; found only 17 \(\/jvm\/17\).*openjdk-21-jre-headless.*adoptium\.net.*JAVA_HOME/s,
    );
    expect(() => chooseJdk([], 17, 'Kafka')).toThrow(/no JDK was found/);
  });
});
