/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { createCertificate } from '../../images/lib/createCertificate.mjs';

const image = process.env.MOVER_IMAGE;
const PORT = 8873;
const READY = JSON.stringify({ type: 'Ready', status: 'True' });

const rsyncd = claim => `uid = 0
gid = 0
use chroot = no
[data]
path = /volumes/${claim}
read only = no
`;

const tls = `foreground = yes
pid =
syslog = no
debug = notice
socket = l:TCP_NODELAY=1
socket = r:TCP_NODELAY=1
sslVersionMin = TLSv1.3
verifyChain = yes
CAfile = /plain/ca
cert = /plain/cert
key = /plain/key
`;

/** Copies as they are made by hand: `rsync -aHAX` to an rsync daemon behind stunnel, in pods that are ready beforehand. */
export class PlainCopies {
  /** Until the pods of both sides were ready, one side after the other: is not in what `run` measures. */
  startMs = 0;
  #bench;
  #names;
  #source;

  /**
   * Pods of both sides, one pair for each volume, up to the tunnel.
   * @param {{source: string, target: string, names: string[]}} options namespaces, and the claims, which are on both sides
   */
  static async prepare(bench, { source, target, names }) {
    const copies = new PlainCopies();
    copies.#bench = bench;
    copies.#names = names;
    copies.#source = source;
    const { east, west } = bench;
    const { ca, cert, key } = await createCertificate();
    let startedAt = Date.now();
    await west.apply(
      names.flatMap(claim => [
        secret(target, claim, {
          ...{ ca, cert, key },
          rsyncd: rsyncd(claim),
          stunnel: `${tls}[data]\naccept = 0.0.0.0:${PORT}\nconnect = 127.0.0.1:8730\n`,
        }),
        pod(target, claim, {
          command:
            'rsync --daemon --config=/plain/rsyncd --address=127.0.0.1 --port=8730 && exec stunnel /plain/stunnel',
          port: PORT,
        }),
        service(target, claim, bench.endpoint),
        ...(bench.endpoint === 'route' ? [route(target, claim)] : []),
      ]),
    );
    const ready = (cluster, namespace) =>
      Promise.all(
        names.map(claim =>
          cluster.until(`pod plain-${claim}`, async () => {
            const { status } = await cluster.get(
              'pod',
              `plain-${claim}`,
              namespace,
            );
            return status.conditions?.some(
              ({ type, status: is }) =>
                JSON.stringify({ type, status: is }) === READY,
            );
          }),
        ),
      );
    await ready(west, target);
    copies.startMs = Date.now() - startedAt;
    const addresses = await Promise.all(
      names.map(claim => copies.#address(target, claim)),
    );
    startedAt = Date.now();
    await east.apply(
      names.flatMap((claim, i) => [
        secret(source, claim, {
          ...{ ca, cert, key },
          stunnel: `${tls}client = yes\n[data]\naccept = 127.0.0.1:8730\nconnect = ${addresses[i].host}:${addresses[i].port}\nsni = ${addresses[i].host}\n`,
        }),
        pod(source, claim, {
          command: 'exec stunnel /plain/stunnel',
          readOnly: true,
        }),
      ]),
    );
    await ready(east, source);
    copies.startMs += Date.now() - startedAt;
    return copies;
  }

  async #address(namespace, claim) {
    const { west, endpoint } = this.#bench;
    if (endpoint === 'route')
      return await west.until(`Route plain-${claim}`, async () => {
        const { status } = await west.get(
          'routes.route.openshift.io',
          `plain-${claim}`,
          namespace,
        );
        const host = status?.ingress?.[0]?.host;
        return host && { host, port: 443 };
      });
    const { spec } = await west.get('service', `plain-${claim}`, namespace);
    const { items } = await west.get('nodes');
    const host = items[0].status.addresses.find(
      ({ type }) => type === 'InternalIP',
    ).address;
    return { host, port: spec.ports[0].nodePort };
  }

  /** All at once; resolves with the milliseconds until the last one has ended. */
  async run() {
    const startedAt = Date.now();
    await Promise.all(
      this.#names.map(claim =>
        this.#bench.east.kubectl(
          [
            'exec',
            `plain-${claim}`,
            '-n',
            this.#source,
            '--',
            'rsync',
            '-aHAX',
            `/volumes/${claim}/`,
            'rsync://127.0.0.1:8730/data/',
          ],
          { timeout: 1_800_000 },
        ),
      ),
    );
    return Date.now() - startedAt;
  }

  /** Removes the pods of the source's namespace, which stays. */
  async remove() {
    await this.#bench.east.kubectl([
      'delete',
      'pods,secrets',
      '-n',
      this.#source,
      '-l',
      'bench=plain',
      '--wait=true',
    ]);
  }
}

function metadata(namespace, claim) {
  return {
    name: `plain-${claim}`,
    namespace,
    labels: { bench: 'plain', claim },
  };
}

function secret(namespace, claim, files) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(namespace, claim),
    stringData: files,
  };
}

function pod(namespace, claim, { command, port, readOnly = false }) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(namespace, claim),
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'main',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['sh', '-c', command],
          securityContext: { runAsUser: 0 },
          volumeMounts: [
            { name: 'plain', mountPath: '/plain', readOnly: true },
            { name: 'data', mountPath: `/volumes/${claim}`, readOnly },
          ],
          ...(port && {
            readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
          }),
        },
      ],
      volumes: [
        {
          name: 'plain',
          secret: { secretName: `plain-${claim}`, defaultMode: 0o400 },
        },
        { name: 'data', persistentVolumeClaim: { claimName: claim } },
      ],
    },
  };
}

function service(namespace, claim, endpoint) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(namespace, claim),
    spec: {
      type: endpoint === 'nodePort' ? 'NodePort' : 'ClusterIP',
      selector: { bench: 'plain', claim },
      ports: [{ name: 'tls', port: PORT, targetPort: PORT }],
    },
  };
}

function route(namespace, claim) {
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: metadata(namespace, claim),
    spec: {
      to: { kind: 'Service', name: `plain-${claim}` },
      port: { targetPort: 'tls' },
      tls: { termination: 'passthrough' },
    },
  };
}
