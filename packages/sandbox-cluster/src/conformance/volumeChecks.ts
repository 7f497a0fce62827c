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
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ConformanceFixture } from './ConformanceFixture';

/**
 * Volumes and services.
 * @internal
 */
export function volumeChecks(fixture: () => ConformanceFixture): void {
  const shell = (script: string, ...args: string[]) => ({
    command: ['sh', '-c', script, ...args],
  });
  const createClaim = (name: string, spec: object = {}) =>
    fixture().create(fixture().core('persistentvolumeclaims'), {
      metadata: { name },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '16Mi' } },
        ...spec,
      },
    });
  const withClaim = (claimName: string, readOnly: boolean = false) => ({
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName, readOnly } }],
  });
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];

  it('keeps data in volumes, for as long as somebody uses them', async () => {
    const claims = fixture().core('persistentvolumeclaims');
    const made = await createClaim('kept');
    expect(made.spec.storageClassName).toEqual(expect.any(String));
    const claim = await fixture().waitFor(
      `${claims}/kept`,
      b => b.status.phase === 'Bound',
    );
    expect(claim.status).toMatchObject({ accessModes: ['ReadWriteOnce'] });
    const volume = await fixture().api.send(
      'GET',
      `/api/v1/persistentvolumes/${claim.spec.volumeName}`,
    );
    expect(volume.body.spec.claimRef).toMatchObject({
      namespace: fixture().namespace,
      name: 'kept',
      uid: claim.metadata.uid,
    });
    await fixture().createPod(
      'writer',
      { ...shell('echo kept > "$0"', '/data/file'), volumeMounts },
      withClaim('kept'),
    );
    await fixture().waitForPhase('writer', 'Succeeded');
    await fixture().createPod(
      'reader',
      {
        ...shell('cat "$0"; sleep 600', '/data/file'),
        volumeMounts,
      },
      withClaim('kept', true),
    );
    await fixture().waitForPhase('reader', 'Running');
    const stream = await fixture().api.stream(
      `${fixture().core('pods')}/reader/log?follow=true`,
    );
    expect(await stream.next()).toBe('kept');
    stream.close();

    const marked = await fixture().api.send('DELETE', `${claims}/kept`);
    expect(marked.body.metadata.finalizers).toEqual([
      'kubernetes.io/pvc-protection',
    ]);
    await delay(300);
    expect((await fixture().api.send('GET', `${claims}/kept`)).status).toBe(
      200,
    );
    await fixture().api.send('DELETE', `${fixture().core('pods')}/reader`);
    await fixture().waitForGone(`${fixture().core('pods')}/reader`);
    await delay(300);
    // The writer has ended, but it is there.
    expect((await fixture().api.send('GET', `${claims}/kept`)).status).toBe(
      200,
    );
    await fixture().api.send('DELETE', `${fixture().core('pods')}/writer`);
    await fixture().waitForGone(`${claims}/kept`);
    await fixture().waitForGone(
      `/api/v1/persistentvolumes/${claim.spec.volumeName}`,
    );
  });

  it('waits for the first consumer, and says what is missing', async () => {
    const claims = fixture().core('persistentvolumeclaims');
    await createClaim('waits', { storageClassName: 'local-wait' });
    await fixture().waitForEvent('waits', 'WaitForFirstConsumer');
    const waiting = await fixture().api.send('GET', `${claims}/waits`);
    expect(waiting.body.status.phase).toBe('Pending');
    await fixture().createPod(
      'consumer',
      { ...shell('echo x > "$0"', '/data/x'), volumeMounts },
      withClaim('waits'),
    );
    await fixture().waitForPhase('consumer', 'Succeeded');
    await fixture().waitFor(`${claims}/waits`, b => b.status.phase === 'Bound');
    await createClaim('classless', { storageClassName: 'no-such-class' });
    expect(
      (await fixture().waitForEvent('classless', 'ProvisioningFailed')).message,
    ).toBe('storageclass.storage.k8s.io "no-such-class" not found');
    await fixture().createPod(
      'claimless',
      { ...shell('true'), volumeMounts },
      withClaim('no-such-claim'),
    );
    expect(
      (await fixture().waitForEvent('claimless', 'FailedScheduling')).message,
    ).toMatch(/persistentvolumeclaim "no-such-claim" not found/);
  });

  it('forwards the port of a node to a ready pod', async () => {
    const service = await fixture().create(fixture().core('services'), {
      metadata: { name: 'answers' },
      spec: {
        type: 'NodePort',
        selector: { app: 'answers' },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    });
    const { nodePort } = service.spec.ports[0];
    expect(nodePort).toBeGreaterThanOrEqual(30000);
    expect(nodePort).toBeLessThanOrEqual(32767);
    expect(service.spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    await fixture().createPod('answers', {
      command: fixture().target.serverCommand,
      env: [
        {
          name: 'POD_IP',
          valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
        },
      ],
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
    });
    const endpoints = await fixture().waitFor(
      `${fixture().core('endpoints')}/answers`,
      b => b.subsets?.[0]?.addresses?.length === 1,
    );
    const pod = await fixture().waitForPhase('answers', 'Running');
    expect(endpoints.subsets[0]).toMatchObject({
      addresses: [
        { ip: pod.status.podIP, targetRef: { kind: 'Pod', name: 'answers' } },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
    expect(await askUntil(pod.status.hostIP, nodePort, 'hello')).toBe('hello');
    await fixture().api.send('DELETE', `${fixture().core('services')}/answers`);
    await fixture().waitForGone(`${fixture().core('endpoints')}/answers`);
  });
}

/** Rules for a new port take a moment on a real node. */
async function askUntil(
  host: string,
  port: number,
  wanted: string,
): Promise<string> {
  let answer = '';
  for (let i = 0; i < 100 && answer !== wanted; i += 1) {
    answer = await ask(host, port);
    await delay(100);
  }
  return answer;
}

async function ask(host: string, port: number): Promise<string> {
  return new Promise(resolve => {
    let text = '';
    const socket = connect({ host, port });
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text.trim()));
  });
}
