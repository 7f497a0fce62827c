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

// The suite is shared by the sandbox and real clusters, so it is not a test file itself.
/* eslint-disable jest/no-export */
import { ConformanceFixture } from './ConformanceFixture';

/**
 * Objects that are refused, with the words of the refusal.
 * @internal
 */
export function validationChecks(fixture: () => ConformanceFixture): void {
  const refusal = async (path: string, object: any) => {
    const { status, body } = await fixture().api.send('POST', path, object);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'Invalid',
      code: 422,
    });
    return body;
  };

  it('wants names and labels that are names and labels', async () => {
    const path = fixture().core('configmaps');
    const body = await refusal(path, {
      metadata: { labels: { 'a b': 'c d' } },
    });
    expect(body.message).toMatch(
      /^ConfigMap "" is invalid: \[metadata\.name: Required value: name or generateName is required, metadata\.labels: Invalid value: "a b": name part must consist of /,
    );
    expect(body.details.causes).toEqual([
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
      {
        reason: 'FieldValueInvalid',
        message: expect.stringMatching(/^Invalid value: "a b": name part /),
        field: 'metadata.labels',
      },
      {
        reason: 'FieldValueInvalid',
        message: expect.stringMatching(/^Invalid value: "c d": a valid label /),
        field: 'metadata.labels',
      },
    ]);
    const name = await refusal(path, { metadata: { name: 'Not_A_Name' } });
    expect(name.details.causes[0]).toMatchObject({
      reason: 'FieldValueInvalid',
      field: 'metadata.name',
    });
    const namespace = await refusal('/api/v1/namespaces', {
      metadata: { name: 'a.b' },
    });
    expect(namespace.message).toMatch(
      /^Namespace "a\.b" is invalid: metadata\.name: Invalid value: "a\.b": /,
    );
  });

  it('wants pods that could run', async () => {
    const path = fixture().core('pods');
    const empty = await refusal(path, { metadata: { name: 'x' }, spec: {} });
    expect(empty.message).toBe(
      'Pod "x" is invalid: spec.containers: Required value',
    );
    expect(empty.details).toEqual({
      name: 'x',
      kind: 'Pod',
      causes: [
        {
          reason: 'FieldValueRequired',
          message: 'Required value',
          field: 'spec.containers',
        },
      ],
    });
    const mount = await refusal(path, {
      metadata: { name: 'x' },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'a:1',
            volumeMounts: [{ name: 'nothing', mountPath: '/data' }],
          },
        ],
      },
    });
    expect(mount.details.causes).toEqual([
      {
        reason: 'FieldValueNotFound',
        message: 'Not found: "nothing"',
        field: 'spec.containers[0].volumeMounts[0].name',
      },
    ]);
  });

  it('wants claims, services and jobs to be complete', async () => {
    const claim = await refusal(fixture().core('persistentvolumeclaims'), {
      metadata: { name: 'x' },
      spec: {},
    });
    expect(claim.message).toBe(
      'PersistentVolumeClaim "x" is invalid: [spec.accessModes: Required value: at least 1 access mode is required, spec.resources[storage]: Required value]',
    );
    const service = await refusal(fixture().core('services'), {
      metadata: { name: 'x' },
      spec: {},
    });
    expect(service.message).toBe(
      'Service "x" is invalid: spec.ports: Required value',
    );
    const port = await refusal(fixture().core('services'), {
      metadata: { name: 'x' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
    });
    expect(port.details.causes).toEqual([
      {
        reason: 'FieldValueInvalid',
        message: expect.stringMatching(
          /^Invalid value: 80: provided port is not in the valid range\. /,
        ),
        field: 'spec.ports[0].nodePort',
      },
    ]);
    const job = await refusal(fixture().grouped('batch/v1', 'jobs'), {
      metadata: { name: 'x' },
      spec: { template: { spec: {} } },
    });
    expect(job.message).toBe(
      'Job.batch "x" is invalid: [spec.template.spec.containers: Required value, spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"]',
    );
    expect(job.details).toMatchObject({
      name: 'x',
      group: 'batch',
      kind: 'Job',
    });
  });

  it('wants pods of service accounts that exist', async () => {
    const { api, namespace } = fixture();
    const { status, body } = await api.send('POST', fixture().core('pods'), {
      metadata: { name: 'x' },
      spec: { ...fixture().podSpec({}), serviceAccountName: 'nobody' },
    });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      reason: 'Forbidden',
      message: `pods "x" is forbidden: error looking up service account ${namespace}/nobody: serviceaccount "nobody" not found`,
      details: { name: 'x', kind: 'pods' },
    });
  });
}
