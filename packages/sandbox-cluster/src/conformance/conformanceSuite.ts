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
import { ConformanceTarget } from './ApiClient';
import { ConformanceFixture } from './ConformanceFixture';
import { crudChecks } from './crudChecks';
import { deletionChecks } from './deletionChecks';
import { discoveryChecks } from './discoveryChecks';
import { listChecks } from './listChecks';
import { patchChecks } from './patchChecks';
import { podChecks } from './podChecks';
import { podTroubleChecks } from './podTroubleChecks';
import { validationChecks } from './validationChecks';
import { volumeChecks } from './volumeChecks';
import { workloadChecks } from './workloadChecks';

/**
 * Declares the assertions that hold for the sandbox and for a real cluster alike, for Jest.
 * @internal
 */
export function conformanceSuite(target: () => ConformanceTarget): void {
  let fixture: ConformanceFixture;
  const current = () => fixture;

  beforeAll(async () => {
    fixture = new ConformanceFixture(target());
    await fixture.setUp();
  });
  afterAll(async () => {
    await fixture?.tearDown();
  });

  describe('discovery and access', () => {
    discoveryChecks(current);
  });
  describe('objects', () => {
    crudChecks(current);
  });
  describe('validation', () => {
    validationChecks(current);
  });
  describe('lists and watches', () => {
    listChecks(current);
  });
  describe('patches', () => {
    patchChecks(current);
  });
  describe('deletion', () => {
    deletionChecks(current);
  });
  describe('pods', () => {
    podChecks(current);
    podTroubleChecks(current);
  });
  describe('volumes and services', () => {
    volumeChecks(current);
  });
  describe('workloads', () => {
    workloadChecks(current);
  });
}
