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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Cluster,
  PlanContent,
  PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { LiveValue } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import {
  ImagePicker,
  NamespaceMappingField,
  VolumePicker,
} from '../PlanFields';
import { ClustersStep } from './ClustersStep';
import type { MigrationDraft, WizardStep } from './MigrationDraft';
import { OptionsStep } from './OptionsStep';
import { PreflightStep } from './PreflightStep';
import { ReviewStep } from './ReviewStep';
import type { PreflightState } from './usePreflight';

/** Props of {@link StepContent}. */
export interface StepContentProps {
  draft: MigrationDraft;
  clusters: LiveValue<Cluster[]>;
  /** Of this step, as far as they are shown. */
  problems: PlanProblem[];
  preflight: PreflightState;
  cannotStart?: string;
  onRunPreflight: () => void;
  onGo: (step: WizardStep) => void;
  onPlanChange: (patch: Partial<PlanContent>) => void;
  onStartsStageChange: (startsStage: boolean) => void;
}

/** What is asked on the current step. */
export function StepContent(props: StepContentProps) {
  const { draft, clusters, problems, onPlanChange } = props;
  const { plan, step } = draft;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const common = { plan, clusters, problems, onChange: onPlanChange };
  switch (step) {
    case 'clusters':
      return <ClustersStep {...common} />;
    case 'namespaces':
      return (
        <NamespaceMappingField
          label={t('wizard.step.namespaces')}
          sourceCluster={plan.sourceCluster}
          targetCluster={plan.targetCluster}
          value={plan.namespaces}
          onChange={namespaces => onPlanChange({ namespaces })}
          problems={problems}
        />
      );
    case 'volumes':
      return (
        <>
          <Text as="p" color="secondary">
            {t('wizard.hint.volumes')}
          </Text>
          <VolumePicker
            sourceCluster={plan.sourceCluster}
            targetCluster={clusters.value?.find(
              ({ entityRef }) => entityRef === plan.targetCluster,
            )}
            namespaces={plan.namespaces}
            value={plan.volumes}
            onChange={volumes => onPlanChange({ volumes })}
            problems={problems}
          />
        </>
      );
    case 'images':
      return (
        <>
          <Text as="p" color="secondary">
            {t('wizard.hint.images')}
          </Text>
          <ImagePicker
            sourceCluster={plan.sourceCluster}
            namespaces={plan.namespaces}
            value={plan.images}
            onChange={images => onPlanChange({ images })}
            problems={problems}
          />
        </>
      );
    case 'options':
      return <OptionsStep {...common} />;
    case 'preflight':
      return (
        <PreflightStep
          plan={plan}
          state={props.preflight}
          onRun={props.onRunPreflight}
          onGo={props.onGo}
          onVolumesChange={volumes => onPlanChange({ volumes })}
        />
      );
    default:
      return (
        <ReviewStep
          {...common}
          startsStage={draft.startsStage}
          onStartsStageChange={props.onStartsStageChange}
          cannotStart={props.cannotStart}
        />
      );
  }
}
