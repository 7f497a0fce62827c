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

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MOVER_IMAGE } from './moverImage.mjs';

/**
 * Writes the catalog entities of the clusters and the config that lets the portal use them. Secrets stay in their files.
 *
 * @returns {Promise<string>} the config file
 */
export async function writeDemoConfig(options) {
  const { root, directory, clusters, portalPort } = options;

  const entitiesFile = join(directory, 'clusters.yaml');
  await writeFile(
    entitiesFile,
    clusters.map(cluster => toYaml(clusterEntity(cluster))).join('---\n'),
  );

  const url = `http://localhost:${portalPort}`;
  const location = (file, kinds) => ({
    type: 'file',
    target: file,
    ...(kinds && { rules: [{ allow: kinds }] }),
  });
  const configFile = join(directory, 'app-config.demo.yaml');
  await writeFile(
    configFile,
    // JSON is YAML.
    toYaml({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port: portalPort },
        database: {
          client: 'better-sqlite3',
          connection: { directory: join(directory, 'database') },
        },
      },
      // The backend runs as in production, where guests are refused by default; it listens on loopback only.
      auth: {
        providers: {
          guest: {
            userEntityRef: 'user:default/guest',
            dangerouslyAllowOutsideDevelopment: true,
          },
        },
      },
      catalog: {
        // The clusters may have other addresses after a restart.
        processingInterval: { seconds: 5 },
        locations: [
          location(join(root, 'examples/org.yaml'), ['User', 'Group']),
          location(entitiesFile),
          location(join(root, 'examples/entities.yaml')),
          location(join(root, 'examples/templates/*.yaml'), ['Template']),
        ],
      },
      directMigration: {
        moverImage: MOVER_IMAGE,
        // The sandbox listens on loopback addresses only, which are refused otherwise.
        dangerouslyAllowClusterUrls: ['127.0.0.1'],
        clusters: clusters.map(
          ({ name, tokenFile, nodeAddress, registry }) => ({
            entityRef: `resource:default/${name}`,
            tokenFile,
            nodePortHost: nodeAddress,
            registry: { ...registry, aliases: [`registry.apps.${name}.test`] },
          }),
        ),
      },
    }),
    { mode: 0o600 },
  );
  return configFile;
}

function toYaml(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function clusterEntity({ name, url, caPem }) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: name,
      description: `Sandbox cluster ${name}`,
      annotations: {
        'kubernetes.io/api-server': url,
        'kubernetes.io/api-server-certificate-authority':
          Buffer.from(caPem).toString('base64'),
        'kubernetes.io/auth-provider': 'direct-migration',
      },
    },
    spec: {
      type: 'kubernetes-cluster',
      lifecycle: 'production',
      owner: 'group:default/platform-team',
    },
  };
}
