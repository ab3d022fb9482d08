/** A story of eighteen sentences in French and English, written for the tests. */
export const story: [string, string][] = [
  ['Le pont de la Vieille-Ville a été fermé mercredi.', 'The Old Town bridge was closed on Wednesday.'],
  [
    'La mairie a pris cette décision après la découverte de fissures dans trois piliers.',
    'City hall made the decision after cracks were found in three pillars.',
  ],
  [
    '« Nous ne pouvons prendre aucun risque », a déclaré la maire, Claire Vasseur.',
    '"We cannot take any risk," said the mayor, Claire Vasseur.',
  ],
  [
    'Quelque 12 000 véhicules empruntent chaque jour cet ouvrage construit en 1934.',
    'Some 12,000 vehicles use the structure, built in 1934, every day.',
  ],
  ['Pourquoi les inspections n’avaient-elles rien vu ?', 'Why had inspections seen nothing?'],
  [
    'La dernière remontait à 2019, selon un rapport que le quotidien régional a pu consulter.',
    'The last one dated back to 2019, according to a report seen by the regional daily.',
  ],
  ['Les ingénieurs y recommandaient déjà des travaux.', 'Engineers were already recommending repairs in it.'],
  ['Le coût était alors estimé à 4,5 millions d’euros.', 'The cost was then put at 4.5 million euros.'],
  ['Rien n’a été fait.', 'Nothing was done.'],
  [
    'L’opposition dénonce une négligence grave et demande la démission de l’adjoint aux transports.',
    'The opposition speaks of serious negligence and wants the deputy mayor for transport to resign.',
  ],
  ['Paul Mercier refuse de partir.', 'Paul Mercier refuses to go.'],
  [
    'Il affirme avoir demandé des crédits à deux reprises, sans succès.',
    'He says that he asked for money twice, without success.',
  ],
  ['Les commerçants du quai sont inquiets.', 'Shopkeepers along the quay are worried.'],
  [
    '« En une matinée, j’ai perdu la moitié de mes clients », raconte Nadia Belkacem, qui tient une boulangerie.',
    '"In one morning I lost half of my customers," says Nadia Belkacem, who runs a bakery.',
  ],
  [
    'Une déviation par le pont Nord ajoute 25 minutes aux heures de pointe.',
    'A detour over the North bridge adds 25 minutes at rush hour.',
  ],
  ['Des bus supplémentaires circuleront dès lundi.', 'Extra buses will run from Monday.'],
  [
    'La fermeture pourrait se prolonger jusqu’au mois d’avril, prévient la préfecture.',
    'The closure could be prolonged until April, the prefecture warns.',
  ],
  [
    'Une réunion publique est prévue le 8 mars à la salle des fêtes.',
    'A public meeting is planned for March 8 in the village hall.',
  ],
];
