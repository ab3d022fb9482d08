import { manyAreWorkedOn } from './desk-acts.ts';
import { screensHoldForEveryone } from './desk-everyone.ts';
import { hostileTextIsText } from './desk-hostile.ts';
import { whatIsTypedLasts } from './desk-lasting.ts';
import { deskInFrontOf } from './desk-set-up.ts';
import { segmentsAreSplit } from './desk-splits.ts';
import { wayOfAStory } from './desk-way.ts';

deskInFrontOf('the embedded set-up', (stage) => {
  wayOfAStory(stage);
  segmentsAreSplit(stage);
  manyAreWorkedOn(stage);
  whatIsTypedLasts(stage);
  hostileTextIsText(stage);
  screensHoldForEveryone(stage);
});
