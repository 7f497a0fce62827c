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

import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { gzipSync } from 'node:zlib';
import { incompressible } from './incompressible.mjs';

const REPOSITORY = 'shop/web';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Pushes the images of the demo application: `shop/web` with the tags 1.0, 2.0 and latest, the last two being one image.
 *
 * @param {{ host: string, caPem: string, username: string, password: string }} registry
 */
export async function pushImages(registry) {
  const last = await call(
    registry,
    'HEAD',
    `/v2/${REPOSITORY}/manifests/latest`,
    {
      headers: { Accept: MANIFEST_TYPE },
    },
  );
  if (last.statusCode === 200) {
    return;
  }
  const base = await pushBlob(registry, layer('base', 3_000_000));
  for (const [version, tags] of [
    ['1.0', ['1.0']],
    ['2.0', ['2.0', 'latest']],
  ]) {
    const application = await pushBlob(
      registry,
      layer(`application ${version}`, 1_200_000),
    );
    const layers = [base, application];
    const config = await pushBlob(
      registry,
      Buffer.from(
        JSON.stringify({
          architecture: 'amd64',
          os: 'linux',
          config: { Cmd: ['/web'], Labels: { version } },
          rootfs: {
            type: 'layers',
            diff_ids: layers.map(({ diffId }) => diffId),
          },
        }),
      ),
    );
    const descriptor = ({ digest, size }, mediaType) => ({
      mediaType,
      digest,
      size,
    });
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST_TYPE,
        config: descriptor(config, 'application/vnd.oci.image.config.v1+json'),
        layers: layers.map(blob =>
          descriptor(blob, 'application/vnd.oci.image.layer.v1.tar+gzip'),
        ),
      }),
    );
    for (const tag of tags) {
      await call(registry, 'PUT', `/v2/${REPOSITORY}/manifests/${tag}`, {
        body: manifest,
        headers: { 'Content-Type': MANIFEST_TYPE },
        expected: 201,
      });
    }
  }
}

/** A tar archive of one file that doesn't compress, the same each time. */
function layer(name, size) {
  const content = incompressible(name, size);
  const header = Buffer.alloc(512);
  header.write(name.replaceAll(' ', '-'), 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (size % 512)) % 512);
  const tar = Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
  return Object.assign(gzipSync(tar), { diffId: digestOf(tar) });
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

async function pushBlob(registry, bytes) {
  const digest = digestOf(bytes);
  const blob = { digest, size: bytes.length, diffId: bytes.diffId };
  const { statusCode } = await call(
    registry,
    'HEAD',
    `/v2/${REPOSITORY}/blobs/${digest}`,
  );
  if (statusCode === 200) {
    return blob;
  }
  const { headers } = await call(
    registry,
    'POST',
    `/v2/${REPOSITORY}/blobs/uploads/`,
    { expected: 202 },
  );
  const upload = new URL(headers.location, `https://${registry.host}`);
  upload.searchParams.set('digest', digest);
  await call(registry, 'PUT', upload.pathname + upload.search, {
    body: bytes,
    headers: { 'Content-Type': 'application/octet-stream' },
    expected: 201,
  });
  return blob;
}

function call(registry, method, path, options = {}) {
  const { body, headers, expected } = options;
  const { username, password } = registry;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, `https://${registry.host}`),
      {
        method,
        ca: registry.caPem,
        timeout: REQUEST_TIMEOUT_MS,
        headers: {
          Authorization: `Basic ${Buffer.from(
            `${username}:${password}`,
          ).toString('base64')}`,
          'Content-Length': body?.length ?? 0,
          ...headers,
        },
      },
      response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => {
          if (expected && response.statusCode !== expected) {
            const text = Buffer.concat(chunks).toString().slice(0, 300);
            reject(
              new Error(
                `${method} ${path} of the registry answered ${response.statusCode}: ${text}`,
              ),
            );
          } else {
            resolve(response);
          }
        });
        response.on('error', reject);
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(
        new Error(`The registry ${registry.host} does not answer`),
      ),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
