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
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

const digestOf = bytes =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/**
 * Pushes a single-layer image made from local files, without any container tool.
 * @param {{registry: {host: string, ca: string, username: string, password: string}, repository: string, tags: string[],
 *   root: string, command: string[], label: string}} options `root`: folder that becomes the image's file system
 * @returns digest of its manifest
 */
export async function pushImage({
  registry,
  repository,
  tags,
  root,
  command,
  label,
}) {
  const tar = execFileSync(
    'tar',
    [
      '--sort=name',
      '--mtime=@0',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '-C',
      root,
      '-c',
      '.',
    ],
    { maxBuffer: 2 ** 29 },
  );
  const layer = gzipSync(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Cmd: command, Labels: { label } },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    }),
  );
  for (const blob of [layer, config]) {
    const start = await call(
      registry,
      'POST',
      `/v2/${repository}/blobs/uploads/`,
    );
    const location = new URL(
      start.headers.location,
      `https://${registry.host}`,
    );
    location.searchParams.set('digest', digestOf(blob));
    await call(
      registry,
      'PUT',
      location.pathname + location.search,
      blob,
      'application/octet-stream',
    );
  }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(config),
        size: config.length,
      },
      layers: [
        {
          mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
          digest: digestOf(layer),
          size: layer.length,
        },
      ],
    }),
  );
  for (const tag of tags)
    await call(
      registry,
      'PUT',
      `/v2/${repository}/manifests/${tag}`,
      manifest,
      mediaType,
    );
  return digestOf(manifest);
}

/** Digest of each tag of a repository, by the registry's own answer. */
export async function digestsOf(registry, repository) {
  const list = await call(registry, 'GET', `/v2/${repository}/tags/list`);
  const { tags } = JSON.parse(list.body.toString());
  const digests = {};
  for (const tag of (tags ?? []).sort()) {
    const { body } = await call(
      registry,
      'GET',
      `/v2/${repository}/manifests/${tag}`,
    );
    digests[tag] = digestOf(body);
  }
  return digests;
}

/** How a cluster's registry is reached from this machine. */
export function registryOf(cluster) {
  return {
    host: cluster.registry,
    ca: readFileSync(cluster.registryCa, 'utf8'),
    username: cluster.registryUser,
    password: cluster.registryPassword,
  };
}

function call(registry, method, path, body, type) {
  const [hostname, port = 443] = registry.host.split(':');
  return new Promise((resolve, reject) => {
    const message = request(
      {
        method,
        hostname,
        port,
        path,
        ca: registry.ca,
        auth: `${registry.username}:${registry.password}`,
        headers: {
          accept:
            'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json',
          'content-length': body?.length ?? 0,
          ...(type && { 'content-type': type }),
        },
      },
      response => {
        const parts = [];
        response.on('data', part => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const answer = {
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(parts),
          };
          if (answer.status >= 400)
            reject(
              new Error(`${method} ${path}: ${answer.status} ${answer.body}`),
            );
          else resolve(answer);
        });
      },
    );
    message.on('error', reject);
    message.end(body);
  });
}
