import type { Installation } from './installation.ts';
import { PortForward } from './port-forward.ts';

/** Addresses of the services that the proof talks to, from this machine. */
export interface Doors {
  readonly ingestionUrl: string;
  readonly enrichmentUrl: string;
  readonly reportingUrl: string;
  close(): void;
}

async function serviceUrl(installation: Installation, service: string): Promise<string> {
  const asked = ['get', 'service', installation.nameOf(service), '--output', 'jsonpath={.spec.clusterIP}'];
  return `http://${await installation.kubectl(asked)}`;
}

/** `direct`: the Services' own addresses; otherwise by kubectl. */
export async function openDoors(installation: Installation, namespace: string, direct: boolean): Promise<Doors> {
  if (direct) {
    const [ingestionUrl, enrichmentUrl, reportingUrl] = await Promise.all([
      serviceUrl(installation, 'ingestion'),
      serviceUrl(installation, 'enrichment'),
      serviceUrl(installation, 'reporting'),
    ]);
    return { ingestionUrl, enrichmentUrl, reportingUrl, close: () => {} };
  }
  const forwardTo = async (service: string): Promise<PortForward> => {
    const forward = new PortForward(namespace, installation.nameOf(service));
    await forward.start();
    return forward;
  };
  const forwards = [await forwardTo('ingestion'), await forwardTo('enrichment'), await forwardTo('reporting')] as const;
  const [ingestion, enrichment, reporting] = forwards;
  return {
    ...{ ingestionUrl: ingestion.url, enrichmentUrl: enrichment.url, reportingUrl: reporting.url },
    close: () => forwards.forEach((forward) => forward.stop()),
  };
}
