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
import { ConformanceFixture, failure } from './ConformanceFixture';

/**
 * Pods from their scheduling to their end.
 * @internal
 */
export function podChecks(fixture: () => ConformanceFixture): void {
  const pods = () => fixture().core('pods');
  const shell = (script: string, ...args: string[]) => ({
    command: ['sh', '-c', script, ...args],
  });

  it('runs to success, with its log and its message', async () => {
    const made = await fixture().createPod(
      'good',
      shell(
        'echo one; echo two; echo three >&2; printf done > "$0"',
        '/dev/termination-log',
      ),
    );
    expect(made.status.phase).toBe('Pending');
    const pod = await fixture().waitForPhase('good', 'Succeeded');
    expect(pod.spec.nodeName).toEqual(expect.any(String));
    expect(pod.status).toMatchObject({
      podIP: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      hostIP: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      startTime: expect.any(String),
    });
    expect(pod.status.containerStatuses[0]).toMatchObject({
      name: 'main',
      ready: false,
      restartCount: 0,
      state: {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          message: 'done',
          startedAt: expect.any(String),
          finishedAt: expect.any(String),
        },
      },
    });
    const log = (query: string) =>
      fixture().api.send('GET', `${pods()}/good/log${query}`);
    expect((await log('')).body.split('\n').sort()).toEqual([
      '',
      'one',
      'three',
      'two',
    ]);
    const last = (await log('?tailLines=1&timestamps=true')).body;
    expect(last).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z (one|two|three)\n$/);
    const future = new Date(Date.now() + 3600_000).toISOString();
    expect((await log(`?sinceTime=${future}`)).body).toBe('');
    expect((await log('?limitBytes=2')).body).toHaveLength(2);
    expect(await log('?container=other')).toEqual(
      failure(400, 'BadRequest', 'container other is not valid for pod good'),
    );
    const scheduled = await fixture().waitForEvent('good', 'Scheduled');
    expect(scheduled).toMatchObject({
      message: expect.stringMatching(/^Successfully assigned /),
      type: 'Normal',
      // The scheduler writes events of the newer kind.
      source: {},
      lastTimestamp: null,
      eventTime: expect.stringMatching(/^[\d-]+T[\d:]+\.\d{6}Z$/),
      reportingComponent: 'default-scheduler',
      action: 'Binding',
    });
    expect(await fixture().waitForEvent('good', 'Started')).toMatchObject({
      message: 'Started container main',
      source: { component: 'kubelet', host: pod.spec.nodeName },
      lastTimestamp: expect.any(String),
      count: 1,
      involvedObject: {
        kind: 'Pod',
        name: 'good',
        uid: pod.metadata.uid,
        fieldPath: 'spec.containers{main}',
      },
    });
  });

  it('says how a pod failed', async () => {
    await fixture().createPod('bad', {
      ...shell('echo the reason; exit 3'),
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
    const pod = await fixture().waitForPhase('bad', 'Failed');
    expect(pod.status.containerStatuses[0].state.terminated).toMatchObject({
      exitCode: 3,
      reason: 'Error',
      message: 'the reason\n',
    });
  });

  it('follows a log until the container ends', async () => {
    await fixture().createPod('follow', shell('echo a; sleep 1; echo b'));
    await fixture().waitForPhase('follow', 'Running');
    const stream = await fixture().api.stream(
      `${pods()}/follow/log?follow=true`,
    );
    expect(await stream.next()).toBe('a');
    expect(await stream.next()).toBe('b');
    expect(await stream.next()).toBeUndefined();
  });

  it('restarts what fails', async () => {
    await fixture().createPod('again', shell('exit 1'), {
      restartPolicy: 'OnFailure',
    });
    const pod = await fixture().waitFor(
      `${pods()}/again`,
      b => b.status.containerStatuses?.[0].restartCount > 0,
    );
    expect(pod.status.containerStatuses[0].lastState.terminated.exitCode).toBe(
      1,
    );
    expect(pod.status.phase).toBe('Running');
  });

  it('gives environment and files, init containers first', async () => {
    await fixture().create(fixture().core('secrets'), {
      metadata: { name: 'given' },
      stringData: { word: 'hush', other: 'x' },
    });
    await fixture().createConfigMap('given', { data: { line: 'text' } });
    const volumeMounts = [
      { name: 'secret', mountPath: '/given/secret' },
      { name: 'config', mountPath: '/given/config', readOnly: true },
      { name: 'scratch', mountPath: '/scratch' },
    ];
    await fixture().createPod(
      'given',
      {
        command: [
          'sh',
          '-c',
          'cat "$1" "$2" "$3"; echo "$4"; stat -c %a "$1"; [ "$5" = "$POD_IP" ] && echo address',
        ],
        args: [
          'sh',
          '/given/secret/renamed',
          '/given/config/line',
          '/scratch/made',
          '$(GREETING) $(NAME) $(UNKNOWN) $$(NAME)',
          '$(POD_IP)',
        ],
        env: [
          {
            name: 'NAME',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
          {
            name: 'POD_IP',
            valueFrom: { fieldRef: { fieldPath: 'status.podIP' } },
          },
          {
            name: 'SECRET',
            valueFrom: { secretKeyRef: { name: 'given', key: 'word' } },
          },
          { name: 'GREETING', value: 'hello-$(SECRET)' },
        ],
        volumeMounts,
      },
      {
        initContainers: [
          {
            name: 'first',
            image: fixture().target.shellImage,
            imagePullPolicy: 'IfNotPresent',
            command: ['sh', '-c', 'echo made > "$0"', '/scratch/made'],
            volumeMounts,
          },
        ],
        volumes: [
          {
            name: 'secret',
            secret: {
              secretName: 'given',
              defaultMode: 0o400,
              items: [{ key: 'word', path: 'renamed' }],
            },
          },
          { name: 'config', configMap: { name: 'given' } },
          { name: 'scratch', emptyDir: {} },
        ],
      },
    );
    const pod = await fixture().waitForPhase('given', 'Succeeded');
    expect(pod.status.initContainerStatuses[0].state.terminated.exitCode).toBe(
      0,
    );
    const { body } = await fixture().api.send('GET', `${pods()}/given/log`);
    // A secret's file is a link in a real pod, whose own mode is 777.
    expect(body).toMatch(
      /^hushtextmade\nhello-hush given \$\(UNKNOWN\) \$\(NAME\)\n(400|777)\naddress\n$/,
    );
  });
}
