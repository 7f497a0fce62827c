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

/** A service account for these tests alone, whose token can be taken away. */
export class Account {
  constructor(cluster, namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  async create() {
    await this.cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'portal', namespace: this.namespace },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: this.namespace },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'direct-migration',
        },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: 'portal',
            namespace: this.namespace,
          },
        ],
      },
    ]);
  }

  /** A new token; `revoke` ends it. */
  async token(name) {
    await this.cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        namespace: this.namespace,
        annotations: { 'kubernetes.io/service-account.name': 'portal' },
      },
      type: 'kubernetes.io/service-account-token',
    });
    return this.cluster.until('a token', async () => {
      const { data } = await this.cluster.get('secret', name, this.namespace);
      return data?.token && Buffer.from(data.token, 'base64').toString();
    });
  }

  async revoke(name) {
    await this.cluster.kubectl([
      'delete',
      'secret',
      name,
      '-n',
      this.namespace,
    ]);
  }

  async remove() {
    await this.cluster.kubectl([
      ...['delete', 'clusterrolebinding', this.namespace],
      '--ignore-not-found',
    ]);
  }
}
