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

const image = process.env.MOVER_IMAGE;

/** Runs in a pod: an HTTP proxy that knows CONNECT. Arguments: port, `user:password`. Prints what it was asked for. */
const proxyScript = String.raw`
const http = require('http'), net = require('net');
const [port, credentials] = process.argv.slice(1);
const wanted = Buffer.from(credentials).toString('base64');
http.createServer().on('connect', (request, client, head) => {
  client.on('error', () => client.destroy());
  if ((request.headers['proxy-authorization'] || '').split(' ')[1] !== wanted) {
    console.log('refused ' + request.url);
    return client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
  }
  console.log('connected ' + request.url);
  const at = request.url.lastIndexOf(':');
  const upstream = net.connect(Number(request.url.slice(at + 1)), request.url.slice(0, at), () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
}).listen(Number(port));
`;

/** Runs in a pod: takes connections at a port and passes them on, as the load balancer of a cloud does to node ports. */
const forwarderScript = String.raw`
const net = require('net');
const [port, host, target] = process.argv.slice(1);
net.createServer(client => {
  const upstream = net.connect(Number(target), host);
  client.pipe(upstream).pipe(client);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
}).listen(Number(port));
`;

/** Starts a CONNECT proxy in a pod; its address. */
export function startProxy(cluster, options) {
  const { port, credentials } = options;
  return start(cluster, options, [proxyScript, String(port), credentials]);
}

/** Starts a forwarder in a pod, at the address of its node with `hostNetwork`; its address. */
export function startForwarder(cluster, options) {
  const { port, host, target } = options;
  return start(cluster, options, [
    forwarderScript,
    String(port),
    host,
    String(target),
  ]);
}

async function start(
  cluster,
  { namespace, name, port, hostNetwork },
  [script, ...args],
) {
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      hostNetwork,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'main',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '-e', script, ...args],
          readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
        },
      ],
    },
  });
  return cluster.until(`pod ${name} to be ready`, async () => {
    const pod = await cluster.get('pod', name, namespace);
    return (
      pod.status.conditions?.some(
        c => c.type === 'Ready' && c.status === 'True',
      ) && pod.status.podIP
    );
  });
}
