import { deskInFrontOf } from './desk-set-up.ts';
import { wayOfAStory } from './desk-way.ts';

// What the browser and the page do by themselves is the same in front of every set-up: the way of a story is what others may break.
deskInFrontOf('Redis and PostgreSQL', wayOfAStory);
