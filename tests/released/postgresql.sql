SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    subject_id uuid NOT NULL,
    username_key bytea NOT NULL,
    username_sealed bytea NOT NULL,
    level integer,
    state text NOT NULL,
    locale text,
    created_at timestamp with time zone NOT NULL,
    activated_at timestamp with time zone,
    terms_version text,
    terms_accepted_at timestamp with time zone,
    lock_ground text,
    lock_body text,
    lock_remedy text,
    locked_at timestamp with time zone
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.app_key (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    thumbprint bytea NOT NULL,
    point bytea NOT NULL,
    user_auth text NOT NULL,
    security_level integer NOT NULL,
    package text NOT NULL,
    signer bytea NOT NULL,
    patch_level integer,
    anchor bytea NOT NULL,
    anchored_at timestamp with time zone,
    retire_digest bytea NOT NULL
);
CREATE TABLE public.app_key_certificate (
    credential_id uuid NOT NULL,
    serial text NOT NULL
);
CREATE TABLE public.app_request (
    id uuid NOT NULL,
    handle_digest bytea NOT NULL,
    transaction_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    audience text NOT NULL,
    way text NOT NULL,
    client_id text NOT NULL,
    acr text NOT NULL,
    shown jsonb NOT NULL,
    number text,
    wrong_numbers integer NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    scan_by timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    nonce_digest bytea,
    scanned_at timestamp with time zone,
    approved_at timestamp with time zone,
    credential_id uuid,
    proof_digest bytea,
    answer_digest bytea,
    ended_at timestamp with time zone
);
CREATE TABLE public.authentication_event (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    client_id text,
    level smallint NOT NULL,
    kinds jsonb NOT NULL,
    authenticated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.authenticator_metadata (
    id integer NOT NULL,
    number bigint NOT NULL,
    next_update timestamp with time zone NOT NULL,
    imported_at timestamp with time zone NOT NULL
);
CREATE TABLE public.authenticator_model (
    aaguid text NOT NULL,
    model_class text NOT NULL,
    rejected_for text,
    roots jsonb NOT NULL
);
CREATE TABLE public.authorization_code (
    digest bytea NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    family_id uuid NOT NULL,
    redirect_uri text NOT NULL,
    code_challenge text NOT NULL,
    grant_sealed bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    redeemed_at timestamp with time zone
);
CREATE TABLE public.authorization_transaction (
    id uuid NOT NULL,
    browser_digest bytea NOT NULL,
    request jsonb NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    presence_chosen_at timestamp with time zone,
    declined_at timestamp with time zone
);
CREATE TABLE public.backchannel_request (
    id uuid NOT NULL,
    auth_req_digest bytea NOT NULL,
    client_id text NOT NULL,
    terminal_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    device_id uuid NOT NULL,
    asked jsonb NOT NULL,
    words text NOT NULL,
    number_digest bytea NOT NULL,
    state text NOT NULL,
    tries smallint NOT NULL,
    interval_seconds smallint NOT NULL,
    polled_at timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    family_id uuid NOT NULL,
    "grant" jsonb,
    ping_id uuid
);
CREATE TABLE public.biometric_assurance (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    standard text NOT NULL,
    lab text NOT NULL,
    value text,
    report text NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    retired_by text
);
CREATE TABLE public.biometric_attempt (
    id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    modality text NOT NULL,
    channel text NOT NULL,
    device text,
    matcher_id uuid NOT NULL,
    liveness_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    outcome text,
    attack_outcome text NOT NULL,
    attack_evidence text,
    sample_digest bytea NOT NULL,
    samples jsonb NOT NULL,
    score_bucket integer,
    milliseconds integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.biometric_consent (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    purpose text NOT NULL,
    text_version text NOT NULL,
    text_digest text NOT NULL,
    lang text NOT NULL,
    channel text NOT NULL,
    transaction_id uuid,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);
CREATE TABLE public.biometric_provider (
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    interface text NOT NULL,
    endpoint text NOT NULL,
    gallery text NOT NULL,
    modalities jsonb NOT NULL,
    person_reference text NOT NULL,
    provenance text NOT NULL,
    profile text NOT NULL,
    token_key bytea,
    token_sealed bytea,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    retired_by text
);
CREATE TABLE public.biometric_tries (
    subject_id uuid NOT NULL,
    modality text NOT NULL,
    failures integer NOT NULL,
    opens_at timestamp with time zone,
    disabled_at timestamp with time zone
);
CREATE TABLE public.card_revocation_list (
    issuer_digest bytea NOT NULL,
    number bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    imported_at timestamp with time zone NOT NULL
);
CREATE TABLE public.chip_card (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    key_digest bytea NOT NULL,
    key_info bytea NOT NULL,
    key_hash text,
    signer bytea NOT NULL,
    document_sealed bytea NOT NULL,
    expires_on date NOT NULL
);
CREATE TABLE public.client (
    client_id text NOT NULL,
    state text NOT NULL,
    terms_version text,
    secret_digest bytea,
    particulars jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.consent (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    provider text,
    items jsonb NOT NULL,
    purposes jsonb NOT NULL,
    declined jsonb NOT NULL,
    text_version text NOT NULL,
    text_digest text NOT NULL,
    lang text NOT NULL,
    legal_basis text NOT NULL,
    level integer NOT NULL,
    transaction_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    superseded_at timestamp with time zone
);
CREATE TABLE public.counter_visit (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    state text NOT NULL,
    document text NOT NULL,
    begun_by text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    confirmed_by text,
    confirmed_at timestamp with time zone
);
CREATE TABLE public.credential (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    flagged_at timestamp with time zone
);
CREATE TABLE public.evidence (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    kind text NOT NULL,
    credential_id uuid NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    proof_digest bytea NOT NULL
);
CREATE TABLE public.factor_try (
    account_key bytea NOT NULL,
    factor text NOT NULL,
    tries integer NOT NULL,
    opens_at timestamp with time zone NOT NULL
);
CREATE TABLE public.history (
    id uuid NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    happening text NOT NULL,
    subject_id uuid,
    actor text NOT NULL,
    client_id text,
    transaction_id uuid,
    facts jsonb NOT NULL,
    fields_act text NOT NULL
);
CREATE TABLE public.identity (
    subject_id uuid NOT NULL,
    data_key bytea NOT NULL,
    identity_sealed bytea NOT NULL
);
CREATE TABLE public.loss_case (
    id uuid NOT NULL,
    number text NOT NULL,
    subject_id uuid NOT NULL,
    reason text NOT NULL,
    lost jsonb NOT NULL,
    reported_by text NOT NULL,
    state text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    lettered boolean NOT NULL,
    providers jsonb NOT NULL,
    owner text,
    outcome text,
    closed_at timestamp with time zone
);
CREATE TABLE public.notice (
    id uuid NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claimed_until timestamp with time zone,
    attempts integer NOT NULL,
    settled_at timestamp with time zone,
    subject_id uuid,
    kind text,
    facts_sealed bytea,
    client_id text,
    uri text,
    claims jsonb,
    alg text
);
CREATE TABLE public.passkey (
    external_id_digest bytea NOT NULL,
    external_id bytea NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    aaguid text NOT NULL,
    transports jsonb NOT NULL,
    verifies_user boolean NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    attested boolean DEFAULT false NOT NULL
);
CREATE TABLE public.passkey_user (
    subject_id uuid NOT NULL,
    handle bytea NOT NULL
);
CREATE TABLE public.password (
    subject_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.pin (
    subject_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.policy_change (
    id uuid NOT NULL,
    switch text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    approved_by text,
    approved_at timestamp with time zone
);
CREATE TABLE public.policy_value (
    switch text NOT NULL,
    value jsonb NOT NULL
);
CREATE TABLE public.proof (
    id uuid NOT NULL,
    kind text NOT NULL,
    audience text NOT NULL,
    digest bytea NOT NULL,
    subject_id uuid,
    transaction_id uuid,
    content_sealed bytea,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone
);
CREATE TABLE public.provider (
    id uuid NOT NULL,
    name text NOT NULL,
    certificate_until timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    help_line text NOT NULL,
    mail text
);
CREATE TABLE public.recovery_code (
    digest bytea NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    consumed_at timestamp with time zone
);
CREATE TABLE public.revoked_attestation (
    serial text NOT NULL,
    status text NOT NULL
);
CREATE TABLE public.revoked_card_signer (
    issuer_digest bytea NOT NULL,
    serial text NOT NULL
);
CREATE TABLE public.revoked_token (
    digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.session (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    event_id uuid NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    device text NOT NULL
);
CREATE TABLE public.subject (
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    number_index bytea NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    matched_source text,
    matched_at timestamp with time zone
);
CREATE TABLE public.terminal (
    id uuid NOT NULL,
    client_id text NOT NULL,
    branch text NOT NULL,
    address text NOT NULL,
    desk text NOT NULL,
    kid text NOT NULL,
    key jsonb NOT NULL,
    key_thumbprint bytea NOT NULL,
    networks jsonb NOT NULL,
    state text NOT NULL,
    registered_at timestamp with time zone NOT NULL
);
CREATE TABLE public.token_family (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    consent_id uuid,
    session_id uuid NOT NULL,
    granted jsonb NOT NULL,
    comparisons_sealed bytea,
    offline boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    seen_jti text,
    last_digest bytea,
    generation integer NOT NULL,
    rotated_at timestamp with time zone
);
CREATE TABLE public.totp (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    secret_sealed bytea NOT NULL,
    last_step bigint NOT NULL
);
CREATE TABLE public.trust_anchor (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    fingerprint text NOT NULL,
    certificate bytea NOT NULL,
    not_after timestamp with time zone NOT NULL,
    profile text NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    withdrawn_by text
);
CREATE TABLE public.violation (
    id uuid NOT NULL,
    kind text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    issued_to text,
    shown_by text,
    subject_id uuid,
    evidence jsonb NOT NULL,
    owner text,
    state text NOT NULL,
    outcome text,
    times integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    fingerprint bytea
);
INSERT INTO public.account VALUES ('01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', '\x1c7712ffed23547f6e8eb49b38d260a015e9c277e896091305ad5746ca924283', '\x0169f81f7e0895710d6876fc75fcaac2a599a6e2b66880679a125427a78bfd6e84d4ffd790e987c948e30ce1eb1126a2', 1, 'active', NULL, '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', '2026-07', '2026-11-23 02:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3b89-7e1a-a990-fd4b61eb9d95', '\xf4a1669da261ee37c64541ea5889276c3d590cdcdd9e27ee7a9ad2df182fb346', '\x01905d6656176149d3b0fc7d1d055cda041bbd942db89b74ccf51b4d7b5aa79bd1671065e2d2cc2fa382e29800792f48', 1, 'active', NULL, '2026-11-23 02:00:30+00', '2026-11-23 02:00:30+00', '2026-07', '2026-11-23 02:00:30+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3b92-7164-b46b-c4e848d366a8', '\x673e5bd42a779d46dc49959b6a1a1be6849ba13cb95738d0d8cc0a35d8af775a', '\x01ff272c19b90476524067ddc738c94e876a65de8492eb5f86d356a1a24baa1ff91b9e74b6cb18a9688abc400648a657', 2, 'locked', NULL, '2026-11-23 02:01:00+00', '2026-11-23 02:01:00+00', '2026-07', '2026-11-23 02:01:00+00', 'court_order', 'Toà án', 'Khiếu nại', '2026-11-23 02:02:00+00');
INSERT INTO public.account VALUES ('01a21d36-3b9f-78f6-a1e4-600af1d97145', '\xce8d7a45e082a8aa66ec0e0137d1cbe6d4c77f657362517847d534e940088b4c', '\x010aaa845a87b075afea169c4194d755575d38480a2b98e98a7dffcbe61d2238ade3553123e1e63a3596521f3d0ed5d1', 2, 'active', NULL, '2026-11-23 02:02:00+00', '2026-11-23 02:02:00+00', '2026-07', '2026-11-23 02:02:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c01-789d-adc0-d06585caba10', '\x0088e2f5c5c245a81ce8a87eb3fa8f2ae8b8451f7563cff3a662bf47c48b358d', '\x0122f13241b51b791bc8d5fe55cb6107c157dae05d78a00841f697e71b0fb0f775cb2e4ce7f97f66ef191c9f206722ef', 2, 'active', NULL, '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-07', '2026-11-23 02:08:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', '\xeefb41cc0382f6d64205ad217985a089348b55fdf0628e03a0f909cf1f22298f', '\x01aea7e580d98195f6a9522e1552a26e3df459e163171c7f9936aba4624d9631b307b758622c1561c968a82c663f1636', 2, 'active', NULL, '2026-11-23 02:08:30+00', '2026-11-23 02:08:30+00', '2026-07', '2026-11-23 02:08:30+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c19-7f25-8bb7-fc92d6a11090', '\xdc56ce729719bd91c7019367be343fd29d31ccb48715e86db1b717fd65f43d2c', '\x01516e294e25a84d2505f6c23b9d7b66fe599535bbc5406347371152c443b9223e29f2c19d7d967bd58513ce9cc3f3a4', 2, 'active', NULL, '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', '2026-07', '2026-11-23 02:09:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c2a-7704-b4cc-807d6c7a8287', '\x4fe5ded690087077a10f3719eaac952bc80c5cc7e6248b7fccf2dd082abebe6e', '\x01cdded90c6bee1aab292e6be0f889fc336e066205dbb95d1065df98e48d726931edbd9c0ec5411bd8e8418bda411e4f', 2, 'active', NULL, '2026-11-23 02:10:30+00', '2026-11-23 02:10:30+00', '2026-07', '2026-11-23 02:10:30+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c4e-7c42-b3f6-141c669c68f3', '\x9affa7726223df323331f9f33e48f4c0343225f65e02716eea9eb5c2b4810e32', '\x01f8e2be95c4430f541f4f1db005d02e38f73ac8acdf98635bd437071de1a7998dfbd0d44ba57601635e6e6364b6e88c', 2, 'active', NULL, '2026-11-23 02:12:00+00', '2026-11-23 02:12:00+00', '2026-07', '2026-11-23 02:12:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c7d-70ba-abc3-c1919c657923', '\xdc172b5c1d619bde0cac08ea9beda534648100483cf808e0103ffaf708f75035', '\x0178c65221c356aa57403d035a75cbf3e6a838b10f39f60c96929c27019ae900ee7a1f11e1583f79e1ed1a00c5dd31a6', 2, 'active', NULL, '2026-11-23 02:12:40+00', '2026-11-23 02:12:40+00', '2026-07', '2026-11-23 02:12:40+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3c88-7988-a8b5-630e5694ef47', '\xd4ecf4544ad368b8d54274d99d76bf9aa068c027957faea4ccdb4b55bcab0f90', '\x016d5310722ddaee7531b77b53b157c911cc4885ea7932e709da22b0101064b8559d0ea348ebde371d33e40a623834a8', 2, 'active', NULL, '2026-11-23 02:13:10+00', '2026-11-23 02:13:10+00', '2026-07', '2026-11-23 02:13:10+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3ca4-77be-a42c-ad76b788d25d', '\x1f37ddd2a347d56118d4c3d28270e5797f6aad6548c63f8663fadd247f1e069c', '\x01f963ffec54144dd089b638837fa19e52a28003c2fb40295d25d1f457d225de8fbb31e6c110676e5822fcc678ef563f', 2, 'active', NULL, '2026-11-23 02:15:10+00', '2026-11-23 02:15:10+00', '2026-07', '2026-11-23 02:15:10+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3cb0-75ca-aaf9-8fd801a40fec', '\x2c7c1028ef1af7495fc74fb2ca98133e198c839df938f3957f1e90f9532b7ce3', '\x016736690bdf2f63c0dde3608b27a27643031f6e7c256ea393da6c69b86627b182a04feac01c5775996e8986be201a07', 2, 'active', NULL, '2026-11-23 02:16:10+00', '2026-11-23 02:16:10+00', '2026-07', '2026-11-23 02:16:10+00', NULL, NULL, NULL, NULL);
INSERT INTO public.account VALUES ('01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\xd93b5d0084ec8aab1e82b8ab28fbec35e8cd691cababbdc466b7a40e2f26ecf1', '\x01fd62deabad4e6fa424f8b7bbd545d102c35a9d13f31aedb5409a22d709f487b00d86c872ffc2093a7d9419b777dde3', 2, 'active', NULL, '2026-11-23 02:22:10+00', '2026-11-23 02:22:10+00', '2026-07', '2026-11-23 02:22:10+00', NULL, NULL, NULL, NULL);
INSERT INTO public.alembic_version VALUES ('0009');
INSERT INTO public.app_key VALUES ('01a21d36-3c25-7286-8237-a12c79de325b', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', '\x2fcabbc220e48d08f7fc4496cd966d98cab567670165375e4652b0a6a0a3caea', '\x04711fbda06e030a55110110dbe5233a1be9ce44e7ae33c94c16e338d16a4762d68833c683f0295f0c934f4ba2643f720c4018aba3c6fefd9565483cfee1b07657', 'biometric', 1, 'vn.example.minhdanh', '\xf4a768d91f669c1e384bdc98e0ec29b2868fba094d93bf4c06cc9c69697ff779', 202611, '\x845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a', '2026-11-23 02:09:30+00', '\xb2d2f5c11aef95affdefadea43fdcb9b00e83be2f513822944fb4ec4e353692c');
INSERT INTO public.app_key VALUES ('01a21d36-3c32-78f1-b134-f41218b7fe52', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', '\x44d904b3f31e7a31f1573f0ac368ea5bb42a22dc408cb4a6d4361f0e071a1f8e', '\x043d9a8d31b92a0d32fbe93ae24010da61666ce1f294f7c627a3d1c70d10956818cbae0c040425b3e9277dc123d19784391a74522deea2e161f5203e114ec1eaff', 'biometric', 1, 'vn.example.minhdanh', '\xf4a768d91f669c1e384bdc98e0ec29b2868fba094d93bf4c06cc9c69697ff779', 202611, '\x845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a', NULL, '\x0b7d2c485a5a11d7ac6fce98149dfadbc8cc68669fe3574e1c1b93ff5f9fe395');
INSERT INTO public.app_key VALUES ('01a21d36-3c98-7a6a-b5a1-e90aab6d9188', '01a21d36-3c88-7988-a8b5-630e5694ef47', '\x092eb9a262184dacbb40930073b28efa6662e768d738c1f1e2258a22066222c1', '\x048848f74d2259b2869d164c5bdee5678fb74eadb2648917b625679ed9e42ca50260e29da9cc2e8fa3a62da0a6fdf1a97f46e87a78425f9759d3ee5074a52fbcda', 'biometric', 1, 'vn.example.minhdanh', '\xf4a768d91f669c1e384bdc98e0ec29b2868fba094d93bf4c06cc9c69697ff779', 202611, '\x845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a', NULL, '\xc04383e8369650a0790d779c24f37b982aba99750437ae5922d3e6a985c92260');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c25-7286-8237-a12c79de325b', '7d5184689f21d5e3e4042863e765974175ccc5a9');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c25-7286-8237-a12c79de325b', '995162778ad83e1963b643c8305d1df4db5ade5');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c25-7286-8237-a12c79de325b', '3ad1a3c44de56236d86cc4f1797df876e4709ec5');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c32-78f1-b134-f41218b7fe52', '65555ab51e7a2853937a7797302f3fb69b801f7a');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c32-78f1-b134-f41218b7fe52', '7d5184689f21d5e3e4042863e765974175ccc5a9');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c32-78f1-b134-f41218b7fe52', '995162778ad83e1963b643c8305d1df4db5ade5');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c98-7a6a-b5a1-e90aab6d9188', '7d5184689f21d5e3e4042863e765974175ccc5a9');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c98-7a6a-b5a1-e90aab6d9188', '2b3fc201148b58e151d729e76aa0bb65a0f8e753');
INSERT INTO public.app_key_certificate VALUES ('01a21d36-3c98-7a6a-b5a1-e90aab6d9188', '995162778ad83e1963b643c8305d1df4db5ade5');
INSERT INTO public.authentication_event VALUES ('01a21d36-3bbd-7095-9a55-744479d5831c', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3bac-7dae-bdf3-9444950961d8', '01a21d36-3ba9-747f-a064-4fec2eaa338e', 1, '["password"]', '2026-11-23 02:03:00+00');
INSERT INTO public.authentication_event VALUES ('01a21d36-3d0b-7db6-9664-7898d04ad595', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '01a21d36-3b41-7640-87f3-b035b5bc132d', 2, '["password", "totp"]', '2026-11-23 02:23:40+00');
INSERT INTO public.authentication_event VALUES ('01a21d36-3d75-7353-9fcb-2a93730b54b3', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d58-7155-9fa6-256c57b5d356', '01a21d36-3d53-7173-b03a-e246934e3673', 2, '["password", "totp"]', '2026-11-23 02:26:10+00');
INSERT INTO public.authenticator_metadata VALUES (1, 1, '2026-12-21 00:00:00+00', '2026-11-23 02:08:00+00');
INSERT INTO public.authenticator_model VALUES ('7a1f4c62-0d35-4be1-9c1e-5b8f6d3a2e10', 'biometric', NULL, '["MIIBPjCB5aADAgECAhR2tTvIf5rAGVXp0S/0fmsLDU8WdjAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDApNYWtlciBSb290MB4XDTI1MTEyMzAyMDAwMFoXDTQ2MTExODAyMDAwMFowFTETMBEGA1UEAwwKTWFrZXIgUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIagQ5ELTmT2P0VHFyOn1FP39NfQSrGn2EojM1XDEwNxafKXR7VEC6gHAd1+/6iZZLeSz+GF+zrwsGqMjCX/xLajEzARMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPA+awGF6EQQAbZT4uaGFn0ZuTojn8bYI+9wGEqBQpOmAiAQQfRlEday20IXhNSffXHj+SGRQeuxPnKtNwJsuATRaA=="]');
INSERT INTO public.authorization_code VALUES ('\x94bba230a2266e24d79edd1d85f12f3e03f31994e795c0ea562295e1fb2ac872', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bd9-74cc-ad63-af13f25b12bf', 'https://cf7d767b.example/cb', '-TFFgesntQsJo2L5HueaSg0gV8KpBbpI98feq4_x00A', '\x0105a53e2468e353894275c2525cfe95e9971375a7c98c9d834be124217d8e69f3ddbf17a4eeeb97c0201da33892c647f439f2a602381ce04016df43a5570f36117cc49b38ae450f14e1d70658eaee6acae4db0847b3e4049477404c3f0dc885c0fdae98c5e73d15c0584dba84b3eedcfa4f22846beec0445f0090e42459aab92cea869b971c7b0c949f8676e64f74b1a09945bb5a80b2f2efee15fdc35694b90d577f29af856ab23c5fb0071b0aaced1dac86cd6599f382384adffba8e617736083f1e6de4da3121b8f9988c58a963786c82a4b4d3b5239ab625eb77bd2049309563c93d348dc3c30ab7ea43b8d42a0d65190e901eda549632ff6e73fb20e9ca225abf0788f434c33f0b9e22dad52fd3a3c40907b937c14e1f801a510759f23725fe2a6202da596742604d15781779ba5613c07a6c1ab85a1917c8ae5792fa1fa4ea1c5f757c03fe98ca082629a12654bab24cd7b9af7ea09a6952eb98e9b34a9dd23e0c2638de9a1caaee21b58f7bf551d334000cab775f1165245111544248eeb7d212ec2dc3c41317a53fc9f36e6c83a225d1e256b24b04556fcd5af4299f242e9b8a2727a239a35e7c81f0eeb9c2ec4a1c766dc815f0e00accf1efa3ddad4efe29f2b7970721ae78691c025829859de5e04990993f1a28e047b88101be11e81f819cd970f6315d89f2aab0e83bb83d13c80df6f2d693fb4808425e349819b4bcfdf363a7597b89a41d0157a89cb62c03dba8022f6d75cb1db69ffd3cce453010e447412b0d2fb828553974742e6496029ff57b4802aee77655a84c08fca323fa27180861de7eaa7049f913e4a642393faedb822ad452e0fb736bf26bb23b2440b649a32603292834272373989c00b547fd723b5c1e0d55e99949304bb4abb70785182aa6090b30f54b75920bd0e9c54e627ddff390594aaa6c51d82443b4c8610fd3cf664da57a0f0edd5172460291d3895dce9516ef1f458132ff4854059fa8248a49d38fc1e84ae49edd89836e4a4b994c86bca04aae6629e28dce8be2cc931648e62e86a3079c86722', '2026-11-23 02:04:00+00', '2026-11-23 02:03:00+00');
INSERT INTO public.authorization_code VALUES ('\x4f1dc48d6cba62414092bf84793886152e3027932376f2fddde0ed58b9be137a', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3d3c-7747-9a71-a33a90932b2c', 'https://666a6620.example/cb', 'Rm0Nwcm7XFECmRVBmtGf-8L6RRcNCg_Ho_W5Cpmy4Lw', '\x014a3b048389170f25a1dfe79a2d93d4cdf5b8bab624d1d3318a4c37b2dafe03c0783f42d493d3dea17abe94fe9102a95fef8dc5e234246370309014e402fa36691e3f83860952ed7f988510a94ef1ae15e84082ffd6393fc0457d7713924dcf8ba08dd19c4a597e8d1590601dc145d75e641c587f3f99c71fd1e83cce4a1c2425bbcca1ebecabeeb17a9fa2d0e213a300630f4dea81ad6a88855f4fe46a7f684026b61553bd9515aeada5009c2be1d0e1784072d9ea9ef859c7135b86d4b68a42d987c9fc7e2f478377b58a6b5687903bb36fc2eb233a7030d6405b0273937334d1367091b4cf74307846b2950bc27d107e14567dff229a53bdcaf04a913c519f328b214aa800c138b7fca81ed7c4c9bc1866cdc5c44d6fa62d9b5e658e2adf9344a35e8fa1c62ef6703d5abd2f0dcc88e040a539ec2285cd6e1e2d7a84f81c67317e338f31597bf318f2c1bcd3ec89097147ae877207e54a1d00875f292190da2022aa94f393319631e720daa5b3741463ea20bd7cc48e0c64c8750d304c058fe34eb21c864db71fd49a755c806572727e121ce208b5286613ad443b1e94b55f1f7bbb6c1e02053e8054ca76d771316ef0c1d8791f0ee2c4586cfc8da3ffdcde620a8e7674aa9e76fd2074ee8b05c992d74f5ecee72a78265ab441f43b632cd1cbaf0ef5130ef851b27233a80d207920ee0e98b3bd040dd628193b8a7f4891bc725e963a293eb9507d4c819a7cbe9653d43312d2dbcd4729eb023f3463e39db293cb5eac3e3aba23de7e5811e2d86a1f90aaa424c745f920f5c4896607c6301c3d967e2cc7414aeb36642ed972f0ade6114e720ea063fece9e70d626ee2460ca4b99a6fe6f642fa8cd7e259dbcb91a846ad95743f6c99327716277ca2e5ef1ce1b5d970e0b70bce33c671d3e2cc373d9627ff1e7fef3c2336767f42bfcd9fc99670015295ef9ab78aade4e256f4175adeec303fd0b4f6242a995a1eefb005d10f8e5663f5d812903f6028e90954e687d516704b55dc6deee518c272947f9871858cffb281e14369682ca7ca68a68639f5810964e884e669dfa87b7f133a4891fa7e9981307fa54f76780579dd7bdc20a4acf5fa8292d088a66b0b08efbf5614232e6223ed7c182547dca3d7d7ff0e6bf04f639284dfc9125e7ecb78b54f008c8', '2026-11-23 02:24:40+00', '2026-11-23 02:23:40+00');
INSERT INTO public.authorization_code VALUES ('\x07e8a1197903cf6b8eae7d5595288747edcfd122a6987179613b5a3ccf8abac6', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d89-7a68-b785-172954302922', 'https://b48c379c.example/cb', 'WPNHlw-eyVOX2nHTURAOxCxtrgHfCchkzs3Bn9rUhWI', '\x01c785b1c49044254476c8267a42070ddc8bdbe177b0fa50f4ca21ce7e12d7beef6c8fb258ccfd6de294cbea01dacf9fad496832204e4dac9f26b9716888b08fae23c4101a13d8ca8ddb1c4ef043096a256fd416153a9a3155744ef2b0d4871a72fe7976f3cd49f31c5ca2953138de9990af2745e82a08875c8fa48fe93032fb15e0f6e6c123251d1960bb2f529fe8835d41c474c5442358ab65784c0516778b1424354f5b1d0196ae4ed1c21dac89d238a8ba23e23079a6993ed5b24295f9034716bed1822159082b46fae6eb3be30c5a0d23b5be3070380d74c63fe1e065f478d9fdb16b7a1ba797046f431a1b8d6dfe2cda7cff5b8f7905c967545daac3f4b83e66a1e9abc2aa4434fec8102dd43db9a5266abf77549d9746364ce3a8755bd647a488742cc02ff5c51bed2dc44c8f4fafa4a7af729329c37cf4972ddfd3bd73c782ace4fd58176306036bfe2d0614e00c23ec4d987672f5e044538a3b5efd5e8983647819ab5bd512fbe09d494eef39d93e123b011a4bf92ac1f90c6d2c16f2f32d4f49c7a476c59ced2a81f3eafecea10c825f496913b34af92eccba1580b0b1b79f34210acd38228eda55da07bfcafcb491292d1355358dd5143cf345a1f5e37b7ed6216a76c96b4ce023d21a6aed4066577eeeda76a08c62ac73aa9f872c520a4a69fa90d073978482b0508dfb85ec36c14e3f809f1b19ae64b138edf5f0d4b98a02dd06cea8b3650438a223247b7adfa70ad6c9960f659cb9e10d1a3a301f48f4d0f399192e7d1c45555ebd98bf296910c326c402ebad4f22eb2352fa9f9e1efe947f9dfb1b02af90332e9c3ddce7df468df256fb5b28fdf96293cc00f23ea9d5fb9d9b10fd0073a7a63c62d0972fc2f7fa6c37d6f68c9f72f993ef90eb51454f66d58b06dfedc5802fb88f40fee6cedcd5e45beb09a6996b2f660aeb0de0977d77d17c739cc573a1c476dbce1aa19d1861e303ab3f9885c1909c0552b3b725219db7f6be8939929a5290404b7bfbd156f45255c19ebde9bb66f6577843ffd553f5028d81c246ac2aec98d510d41deb435c7b7735b40508b0360b7ed730a1c454522d70eb4ba2d3d54de53bcbe9967a7cefe4ba5997362fc1e1e8b063930683a64ccc7131dd2aa889a72bc2276a8cdb3398d180406c4e1a7e6b256206de', '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.authorization_code VALUES ('\x73a49b75c741ed13ba8a9202b1563211a7cb5cb1a52c362a639781547c3da29d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3da5-737b-848d-7d6c63950704', 'https://6ecadee9.example/cb', '0oA68s3kQUvBP9hx1ks1J0ZTSm8i8TXmkzLESQnYPg4', '\x01164fd00d70e6a0829b2686f29bc0d4038766ff2d87e0877aa90ed70fc1e43c7d16f20b8f1d92b17e860134c56ec9ec989189a36351e7147191645ba868766ead93b62ba360883ef082f080342e17c67d58c12294da664eacb62d3173357dd42972be4ac31bf1387d55da08ce598152301849cbdbf336570dc1a67ab998693d05858b28f7e89886301858a3b4f8d008835f79964a0706a8faf6d42a1cbbc6ebb459402739de271ee994866c5747d6983157d3e9302fea72e619335a0eec73351aeab972d3e1b74f3342569b0e96a3ab86a247a2e03810cdf510eba9af0260bcab2d6cccce24621b02f0cfab8b1796c7777c88a6862e54cd327d9d2a69cf2cd2fed0a130631ba6a89481dd5437e4cff80731b3dbdebeee726509e2717cef8ca2aad7fb48c93643b34e8813d7d30bb798aefa459d18e0aae9eafb26b9377cc4237a0a40f81774d974702e6135dc47f187b309545c3c0cc1bded1bdddc0cbe76904037edf1cc21144c6ed170b66c783e1d6515fba2052fdf1fb0eb9772fc842af665d3a53a8f6f4b60469134ad7c157ccfc18f19ad7baddac6ac7cf1eb9ac2a4bcc52f5308f89d3a99930c7507249e981099aca82aaed97dcea4b24b0d633be2d76a0ab4dd2c8702634219e544b9a1b5fcbae0e3272f7dcab3ff9dc99c7662b6a6cd43bc3259d697e18fe8eac1110ac9e50e3afa0719106fce45c8d8b6f2b6010410ee577e930234e7f0232a16cef76c003238d099f58d76414d96129d068094e36d3e24b10e69b7047a040017968cf01592568c7d04aeaf9225a5a2e616ae5bceccef68590153bb1c9fab053686c7cdfdf3d94a6bc11be8dd0ffc171d5de24df2397e3a54b4e80f8a16a912f7b3daf18b84d0bfa2934de84d2f16f5df5ae0432932bc85fb3b514b9941206e05e86a53380adaf04b20f819a9f8f620ccdcd1db828b5673437c3e0ccf96f36d91bb6b750ae5026a62c20bac60d5a7391429b1afc8b5a161d1ad9a5d07a938b07bb40e9a8f129cc21ebe8a770496cdf6cbeef1c6d5d94fe1a78450d6f182f96c0e47f25c2e7c6d3973ee4c7c235b8df3', '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.authorization_code VALUES ('\x2fccd306f0d33e901709ea736ad8a062593ce753a94a336b79dd2f0e4a4e7a8c', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3db9-71f5-887f-aaf83e0a6ad0', 'https://666a6620.example/cb', 'Rm0Nwcm7XFECmRVBmtGf-8L6RRcNCg_Ho_W5Cpmy4Lw', '\x012ae39e856cb15e0371b5fcd0609467acee555765df7f318b9f1801114f4b534890c808640522c8bdb7228a0ba2e798cf7ee7af5aed186d0581ba6551bbc3496d3727158bee960f4745a2989d6dc0e40b35b28de059530d836712e30f5bba9e1361679a56b1d8764079379030543c56686579ada928a26f8423b890eeef153e01c3ca084ea6ddf33ce3e71870aec0558e0d19001101cfc12508b3d526c1fe4bf3ba58aef70a064d10fd5b6f853b796678797c71b7c236d22c76d4f919d54a51b0595484ffc11544a24722e5eeb014d78ab4f0034297b890d7c3c077aee41709b7dfefc51caa2cf3d59b0036ec2454623f9e8a3451ba4b96c66b07dbdc824294d0bdb5dca6b2f4e9e3517630068998a1abcb9183eedb7877ee60f806d02d39c8d8211d10e242e6cfe1f8cf9ba606f935fda8371adc8587e7852e9b07f9598f4b52b9866c0903ba5bc8e5fdb32437a413c6f37d9383c139904da8a664635d58b1879ec46716292eb89394cab49643059fc01eb81b2c25fb0f2ff77adc53deb57bcdcea2b4aff843ed9974fd5c84640dceb27b946dc6534eea4923ac2f1df4699628f431f4499ce69711b1e4a3a42dd851e9de8d628e67f597ae6c0792e23ad7cefc177189a2ff0a883562b6b426e2f16460f783dbde8c7f1d3cb46be764c1d8d88aad4b21bb687e6d9d90624997760e3ebeddeb98ba1e24f76e8a3d694f6ac550406e70664aebe9a17107ea274f149a40de84a4dea23d6d6317bf11582f0461c5f51bf84dcaeaf31f0703aab78ec66ec5a45525b38c29d42a962009850097f7609be9b514543c21004d1a86b869dfbaf2163f33b92030bc127faab60ff2983a533a417e149ae6fc3146a235de371256e339dd3e3723289aa0fee37b3da3cb9ea2a3fe8fdacc273b65b68a98e0e499694aea5a9e2a547ac5e7f501b899025364f06d89361b261041329df3a67ec31ec7522f7262c7482cc2dab27209', '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.authorization_code VALUES ('\x5c26a57be8013010d7c48d49e822d877d10d2fbb073bbf3168cec9e1af55214e', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3e02-7c43-8228-4ab9fac32ee5', 'https://666a6620.example/cb', 'mS4Gf_lNiQxWiexUZZNdcSuW5663cgrkWEKPxpeSks0', '\x0139c955816e1d317281eb981b3efdb705f3b3082ae21347ca2bad5e459cce8983e83e445b31c5af8d6ff03810e5fd9576b7e6b47de68103f261db0ec8e80786a576c5465e5b64cf454393e59461ab493e55045f4e834524d9e6b17f9e78ff8e693caf653b0c3c35a39e0ebc09c535af6e1cecda0b43f1d9f5ac429e09a8a761760899e2df8cc93d30dc92c25d88360a71abd90a4a1f854ea851f18585daabe4b313fdddc75735571965604206e14c1b94600f3d0c86e7668d40cb1aac0395b2d2018b3b070c955f991cce97e123c67d7b4489721bf504f69ac55a753e0ae5c6e34b50ccb58dc8429d27adcde7508bb0798f73877a0ec521fa746ceec512fc09158adc2603f9851c6ccabd87457538ba4746de55e23cb3e69c9cb2b1d3ad5678d6249a0ff5ecba52af299959c0412954e9b09453535e43e97928291c11f0e565e91ee59fb857b4a1a467a45f2dfbce384037dd0b345ac68d2eaf2fd93dd6c4ae859b51d61ea87c00d0b0c5b661522cacea30bb927287790424132a10fc2bbc3aed88908536f49682e1337008e5a7d740eeaa9cae2a3ddfde3da6164b6f26fc1b04cfbd8196b2dbb71445d7676f55883d4c0c3ac2e016d93f3ce0b86d6b6d821e803f012c6ab05787d865ce0ed5cb47376026dd011ef1e0582e3d5cb5498318099ea361d0e491870fa38ff6f22bac60683d81d25fa6c8499dd99c58c86dd374a33ca3194388c7692796e3a5a21dc1c74a435c7a17e860a29d4cacdf701d08f3d1e89a5d160a6e43bb53f312a6e30fb48b82b327b0e5be776c96faedc8ceb8ec35d471fd78c65c08c43a810d2beb1dc18ebcb1290de5e83bb792f3be1af34713ac0d193bb16a9e1ebe1ae9861527c14a43d00dd961a68e5fcb23486cac1cf5876eb21d46f854a990a31fa18fcb4b7c1b679b8a4931b96218b7401f6f93ec6f8123978b448fc97ace243c958a4b8bc0d2d8d4cb205139f3249b980657e103f64d8098eee414c059c5dba7e3aa97830046a4ad48ee0dd2ae878da4a04383343df4dc064c19eeddf1fa29de7156d851c0a70c6b90516cdbb44f3dc677c0', '2026-11-23 02:27:10+00', NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3b71-766f-a3c3-bbab227242aa', '\x38767a88d09e78a012f33c92f38e0d45b79512f61fb35ee824f5ddc23dafa5dc', '{"nonce": "kULcNPiFpUQVI8zlJpNoEg", "scope": ["openid"], "state": "5ZFoLWjMe3JBaXGYyWy64g", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3b41-7640-87f3-b035b5bc132d", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://666a6620.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "y7o4WwttI17GfcUk9qZCclh92Oj6U6aa6Ihd-i1-cZM", "id_token_claims": {}, "userinfo_claims": {}, "levels_essential": null, "levels_preferred": []}', '2026-11-23 02:00:30+00', '2026-11-23 02:00:30+00', '2026-11-23 02:30:30+00', NULL, NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3bac-7dae-bdf3-9444950961d8', '\xdeb61c2d5dc1deae9a45aae1c5dc81d20c10ad0e0528ec8323848d7a3bf33f37', '{"nonce": "URAAWgnLoLTXxAZ5nm3YoQ", "scope": ["openid", "profile", "email", "offline_access"], "state": "zZTas_5J6BvKqDVYrU9ofA", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3ba9-747f-a064-4fec2eaa338e", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://cf7d767b.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "-TFFgesntQsJo2L5HueaSg0gV8KpBbpI98feq4_x00A", "id_token_claims": {}, "userinfo_claims": {}, "levels_essential": null, "levels_preferred": []}', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', '2026-11-23 02:33:00+00', '2026-11-23 02:03:00+00', NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3cdd-76c4-9ccd-2b91447639d3', '\x73b8737b89b8f2f060ad7eeb28a8f462c48e60d4d27e5f49afa2b8f0376f3e5a', '{"nonce": "HoE12EOLN54Pu8b-5B_nLg", "scope": ["openid", "profile", "email", "offline_access"], "state": "zTtks5GamVmLB--QBz-dBg", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3b41-7640-87f3-b035b5bc132d", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://666a6620.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "Rm0Nwcm7XFECmRVBmtGf-8L6RRcNCg_Ho_W5Cpmy4Lw", "id_token_claims": {"acr": {"values": ["http://localhost:48150/loa/2"], "essential": true}}, "userinfo_claims": {}, "levels_essential": [2], "levels_preferred": []}', '2026-11-23 02:23:10+00', '2026-11-23 02:23:40+00', '2026-11-23 02:53:10+00', '2026-11-23 02:23:40+00', NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3dfa-7079-9d3d-9d9112b88643', '\x73b8737b89b8f2f060ad7eeb28a8f462c48e60d4d27e5f49afa2b8f0376f3e5a', '{"nonce": "I3dkY0rxEfdneOBnUGVYrw", "scope": ["openid", "profile"], "state": "q1E2TPUhQo6QFjAd-B861Q", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3df4-7f04-a6dd-d3d19ef9d852", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://dcd02359.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "bty8qfGoFWi9CkaaVu5EatTl_e611Mh6MuGuDFAXB2s", "id_token_claims": {}, "userinfo_claims": {}, "levels_essential": null, "levels_preferred": []}', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', '2026-11-23 02:56:10+00', NULL, NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3d58-7155-9fa6-256c57b5d356', '\x579e860c5ba2344e9078d0f51e93f24eed84c5cda1aadc1465045741e5c3215b', '{"nonce": "6T0Q4VSoxEt0IVTkFXuhbQ", "scope": ["openid", "profile", "email", "offline_access"], "state": "3_gNBhoVi2PfooCObXpy-A", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3d53-7173-b03a-e246934e3673", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://b48c379c.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "WPNHlw-eyVOX2nHTURAOxCxtrgHfCchkzs3Bn9rUhWI", "id_token_claims": {"acr": {"values": ["http://localhost:48150/loa/2"], "essential": true}}, "userinfo_claims": {}, "levels_essential": [2], "levels_preferred": []}', '2026-11-23 02:25:40+00', '2026-11-23 02:26:10+00', '2026-11-23 02:55:40+00', '2026-11-23 02:26:10+00', NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3d91-71b8-af35-75902f59b5fa', '\x73b8737b89b8f2f060ad7eeb28a8f462c48e60d4d27e5f49afa2b8f0376f3e5a', '{"nonce": "5MapWDEezU65Az6iIKashA", "scope": ["openid", "profile", "email", "offline_access"], "state": "nFKFN7Yz1k7XfteNTPR5rQ", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3d8d-7f71-b96a-29a77b72bcfc", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://6ecadee9.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "0oA68s3kQUvBP9hx1ks1J0ZTSm8i8TXmkzLESQnYPg4", "id_token_claims": {}, "userinfo_claims": {}, "levels_essential": null, "levels_preferred": []}', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', '2026-11-23 02:56:10+00', '2026-11-23 02:26:10+00', NULL, NULL);
INSERT INTO public.authorization_transaction VALUES ('01a21d36-3de0-7f9b-866c-22585d3ec6a5', '\xf1e7e22f29465c65f5cfbf732795b688a5913cd824fef0f91d2022bf3998dfe3', '{"nonce": "xjXOVJ9Uybkd8GGeeOV95A", "scope": ["openid"], "state": "1rJOUgFEqNKJbACEk3t7tw", "prompt": [], "matches": {}, "max_age": null, "resource": null, "client_id": "01a21d36-3b41-7640-87f3-b035b5bc132d", "hinted_sub": null, "login_hint": null, "ui_locales": [], "redirect_uri": "https://666a6620.example/cb", "pushed_handle": null, "response_mode": "query", "code_challenge": "kdK0Ows4zpYdTqlCrzeW87De9QSzb-oLqWAj0TJrOfs", "id_token_claims": {"acr": {"values": ["http://localhost:48150/loa/2"], "essential": true}}, "userinfo_claims": {}, "levels_essential": [2], "levels_preferred": []}', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', '2026-11-23 02:56:10+00', NULL, NULL, NULL);
INSERT INTO public.backchannel_request VALUES ('01a21d36-3dce-7d2d-933c-e52e3fff7621', '\x80f7a859ec7f6ec51ed0c0e5998b972ca2e6301d1ecbb44031baf34c866f4dda', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', '01a21d36-3dc4-7277-8b9f-8dd964477800', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', '01a21d36-3c25-7286-8237-a12c79de325b', '{"level": 2, "scope": ["openid", "profile"], "lives_for": 120.0, "id_token_claims": {}, "userinfo_claims": {}}', 'Mở tài khoản · ••', '\x8820a942fdcc81f8935ff333bddd47b72b91e247d3a7818b13c7a305ba0612da', 'numbered', 0, 2, NULL, '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', '2026-11-23 02:28:10+00', '01a21d36-3dce-7e92-9f0f-8dedc0c47933', 'null', NULL);
INSERT INTO public.biometric_assurance VALUES ('01a21d36-3c76-7c0f-8f05-fef65a164fa6', '01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f', 'false_match', 'ISO/IEC 19795-1', 'Laboratory', '0.00005', 'report 7', '2027-11-23 02:12:30+00', 'in_force', 'an.nguyen', 'binh.tran', NULL);
INSERT INTO public.biometric_assurance VALUES ('01a21d36-3c7a-7df7-859b-d3aaacea690a', '01a21d36-3c79-7adc-a85e-3cda1f3dd79c', 'attack_detection', 'ISO/IEC 19795-1', 'Laboratory', NULL, 'report 7', '2027-11-23 02:12:35+00', 'in_force', 'an.nguyen', 'binh.tran', NULL);
INSERT INTO public.biometric_assurance VALUES ('01a21d36-3c7b-7f4f-8e30-58df8a40f9c2', '01a21d36-3c79-7adc-a85e-3cda1f3dd79c', 'injection', 'ISO/IEC 19795-1', 'Laboratory', NULL, 'report 7', '2027-11-23 02:12:35+00', 'in_force', 'an.nguyen', 'binh.tran', NULL);
INSERT INTO public.biometric_consent VALUES ('01a21d36-3c87-7c39-a0dd-a3646f487dd3', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'login_l3', '2026-11', '0000000000000000000000000000000000000000000000000000000000000000', 'vi', 'page', NULL, '2026-11-23 02:13:10+00', NULL);
INSERT INTO public.biometric_provider VALUES ('01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f', 'National ABIS', 'matching', 'osia', 'http://127.0.0.1:9', 'national', '["face", "fingerprint"]', 'pairwise', 'identity_db', 'demo', NULL, NULL, 'in_force', 'an.nguyen', 'binh.tran', NULL);
INSERT INTO public.biometric_provider VALUES ('01a21d36-3c79-7adc-a85e-3cda1f3dd79c', 'Liveness', 'liveness', 'liveness_json', 'http://127.0.0.1:9', '', '["face", "fingerprint"]', 'pairwise', '', 'demo', NULL, NULL, 'in_force', 'an.nguyen', 'binh.tran', NULL);
INSERT INTO public.card_revocation_list VALUES ('\x621304054b6914ad51e5ec75d433636ca108561174e8c9e302f49e5bc47797f0', 1, '2027-11-23 02:00:00+00', '2026-11-23 02:12:00+00');
INSERT INTO public.chip_card VALUES ('01a21d36-3c5e-7185-a0a5-917ba401ee36', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', '\x2ebd16b413d08f23e0efc305cd774102094e9570e1f6123253fd3612084f9a86', '\x3059301306072a8648ce3d020106082a8648ce3d03010703420004b8e214a91c712d6b2ad7387462dd7b387549f414931207cd56f67dee0c608d8323523f3ff34d798a5ae80a82e1baf79a57151ad700494a16029ea063067c0b82', 'SHA-256', '\x308201bd30820143a0030201020214752539bff765b8b6d9e5c5c8498fd51a564a1d0c300a06082a8648ce3d040302302c310b300906035504061302564e311d301b06035504030c14435343412056696574204e616d20287465737429301e170d3235313132333032303030305a170d3336313132303032303030305a301d310b300906035504061302564e310e300c06035504030c0544532030313059301306072a8648ce3d020106082a8648ce3d03010703420004c21252871a76372e8a6df41c45881f73db0b161cdc10474cb00c0c2e1d23d8e405ddf40c3feb7bdf16465e720ba470027b98c4593b4deed2bec23e4754116cfda3523050300e0603551d0f0101ff040403020780301d0603551d0e041604142c45049d69da53bdee540b83760958379be9ed54301f0603551d2304183016801483223c266b55e071bc5afc03264e28476b1c0c6c300a06082a8648ce3d0403020368003065023100f9b209ebd3245bc89a7f732a33951d92cdd251e0718f908851c2c8f6873bdbd3e6223794e5677d20be6c842351ff16fa02302c3580f86b51fbe0da865353dd63090f6a8c7f87ea9584447b74f80fb7e350159921b8dc8666528d7059c7e09582cd23', '\x01d16c330615ea5c79dfdc2222da0810d9694a521d35d5801e2f8a34f15192e89bfdd1fa23c8', '2036-01-01');
INSERT INTO public.client VALUES ('01a21d36-3b41-7640-87f3-b035b5bc132d', 'active', '2026-1', '\xa0a744ae5b157bf5a6e4d55055e2c39e7368b9db29cf5978a73d6a7dcb7ba785', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Portal", "vi": "Cổng Portal"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "666a6620.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret_basic", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://666a6620.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://666a6620.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:00:00+00');
INSERT INTO public.client VALUES ('01a21d36-3ba9-747f-a064-4fec2eaa338e', 'active', '2026-1', '\xacd217cebf6a0c66a800bd427900c642eafa4711a57c3a2c911404a3c8dc5828', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Portal", "vi": "Cổng Portal"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "cf7d767b.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret_basic", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://cf7d767b.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://cf7d767b.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:03:00+00');
INSERT INTO public.client VALUES ('01a21d36-3cca-757e-95fc-12957b2cf411', 'registered', NULL, '\x746e1f07ae8c5df8c1c073d701e6e00ea247f41b4907222280a5dabd42c77ef8', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Chưa kích hoạt", "vi": "Cổng Chưa kích hoạt"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "9ab16c2b.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret_basic", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://9ab16c2b.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://9ab16c2b.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:17:10+00');
INSERT INTO public.client VALUES ('01a21d36-3d53-7173-b03a-e246934e3673', 'active', '2026-1', NULL, '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Ứng dụng", "vi": "Cổng Ứng dụng"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "b48c379c.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "none", "grant_types": ["authorization_code", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://b48c379c.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://b48c379c.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:25:40+00');
INSERT INTO public.client VALUES ('01a21d36-3d8d-7f71-b96a-29a77b72bcfc', 'active', '2026-1', '\x4278608f508f2f06e70b2505c83caa72f2c1cfdce4c576e009a1d964a0c759b8', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Cổng đã rút", "vi": "Cổng Cổng đã rút"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "6ecadee9.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret_basic", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://6ecadee9.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://6ecadee9.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:26:10+00');
INSERT INTO public.client VALUES ('01a21d36-3dc1-78ff-9f4b-6fe8596385f0', 'active', '2026-1', NULL, '{"sso": true, "jwks": {"keys": [{"x": "5YoggCr34sJFWagkC3QL7vGHjid9rzuZpJhalIvXad4", "y": "923Rn3r6j78V4T2QxebONmjyUtxkFobNtE4iYxsPglE", "alg": "ES256", "crv": "P-256", "kid": "Hk-aKVG2", "kty": "EC", "use": "sig"}]}, "kind": "public_service", "name": {"en": "Bank", "vi": "Cổng Bank"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["openid", "profile"], "sector": "01a21d36-3dc1-78ff-9f4b-6fe8596385f0", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "private_key_jwt", "grant_types": ["urn:openid:params:grant-type:ciba"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "ES256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": [], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": [], "backchannel_notification_uri": null}', '2026-11-23 02:26:10+00');
INSERT INTO public.client VALUES ('01a21d36-3df4-7f04-a6dd-d3d19ef9d852', 'active', '2026-1', '\xd28e21178d5221d5379ffff6b91e668339b5c04deeeac4c6ab5577d5f9fdb5bd', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Ngân hàng", "vi": "Cổng Ngân hàng"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "dcd02359.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret_basic", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://dcd02359.example/cb"], "require_pushed": false, "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://dcd02359.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:26:10+00');
INSERT INTO public.consent VALUES ('01a21d36-3bd4-7b28-9c6f-f88b959e2734', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3ba9-747f-a064-4fec2eaa338e', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-1', '1525de3ebf417ae75ed7093deea62f9044e028836a820610188f565acd6e87b6', 'en', 'consent', 1, '01a21d36-3bac-7dae-bdf3-9444950961d8', '2026-11-23 02:03:00+00', '2027-02-21 02:03:00+00', NULL, NULL);
INSERT INTO public.consent VALUES ('01a21d36-3d32-7fa9-8c4b-b8d851013f84', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-1', '5a03fadf166939eb6488470d276fc901045f20b66a9d60bdaa97767194f8f66a', 'en', 'consent', 2, '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '2026-11-23 02:23:40+00', '2027-02-21 02:23:40+00', NULL, NULL);
INSERT INTO public.consent VALUES ('01a21d36-3d86-75a7-a88c-2a7b3425e258', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d53-7173-b03a-e246934e3673', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-1', '55c5fe479237f632daa6979f32406cef39656f157e16190860757bae4a0eaa4a', 'en', 'consent', 2, '01a21d36-3d58-7155-9fa6-256c57b5d356', '2026-11-23 02:26:10+00', '2027-02-21 02:26:10+00', NULL, NULL);
INSERT INTO public.consent VALUES ('01a21d36-3da1-7bac-980d-744fde9b364c', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-1', '04e669c792b349c85ab96022057a8fbc027ef90b83d690194a829865fca883d5', 'en', 'consent', 2, '01a21d36-3d91-71b8-af35-75902f59b5fa', '2026-11-23 02:26:10+00', '2027-02-21 02:26:10+00', '2026-11-23 02:26:10+00', NULL);
INSERT INTO public.counter_visit VALUES ('01a21d36-3caf-7683-9d67-5df8fadf9ae8', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'begun', 'identity card', 'an', '2026-11-23 02:16:10+00', NULL, NULL);
INSERT INTO public.counter_visit VALUES ('01a21d36-3cbc-78b5-b767-f2540bd6e99c', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'done', 'identity card', 'an', '2026-11-23 02:17:10+00', 'binh', '2026-11-23 02:17:10+00');
INSERT INTO public.credential VALUES ('01a21d36-3b66-79d8-b305-6cf33d780ec2', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'password', '', '2026-11-23 02:00:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3b90-7492-a676-58f006103eaa', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'password', '', '2026-11-23 02:00:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3b98-7285-b890-419f65b0dcf9', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'password', '', '2026-11-23 02:01:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3b9c-7ccc-83b8-f3adcae9bef1', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'totp', 'phone', '2026-11-23 02:01:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3ba8-7115-8a3b-3862da4eaee2', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'totp', 'phone', '2026-11-23 02:02:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3ba4-7fc6-86b1-5ee07305f9eb', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'password', '', '2026-11-23 02:02:00+00', '2026-11-23 02:03:00+00', NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c07-7ec9-bc86-7aa95ae38154', '01a21d36-3c01-789d-adc0-d06585caba10', 'password', '', '2026-11-23 02:08:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c0c-77ca-972c-7be9e6a21fc4', '01a21d36-3c01-789d-adc0-d06585caba10', 'passkey', 'phone', '2026-11-23 02:08:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c14-7a64-bb9a-4cf3395a9caf', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'password', '', '2026-11-23 02:08:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c18-76d6-95bb-a1da78603d47', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'passkey', 'phone', '2026-11-23 02:09:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c1f-7270-a8cf-eb072fe3eb4d', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'password', '', '2026-11-23 02:09:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c25-7286-8237-a12c79de325b', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'app_key', 'phone', '2026-11-23 02:09:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c28-7f20-8eb2-293e2cb2ee6c', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'pin', '', '2026-11-23 02:10:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c2f-71d2-994f-e3cc7d8b1fb0', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'password', '', '2026-11-23 02:10:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c32-78f1-b134-f41218b7fe52', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'app_key', 'phone', '2026-11-23 02:11:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c34-7a89-964e-8d68a201e5e8', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'pin', '', '2026-11-23 02:12:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c54-75df-bb6c-c42384df074f', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'password', '', '2026-11-23 02:12:00+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c5e-7185-a0a5-917ba401ee36', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'chip_card', '', '2026-11-23 02:12:30+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c85-75ae-a700-e8df9bc6e334', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'password', '', '2026-11-23 02:12:40+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c90-7f3f-84e7-3f063ebc9c52', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'password', '', '2026-11-23 02:13:10+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3c95-7d89-9993-1fee7df64fc0', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'totp', 'phone', '2026-11-23 02:13:40+00', NULL, '2026-11-23 02:15:10+00');
INSERT INTO public.credential VALUES ('01a21d36-3c98-7a6a-b5a1-e90aab6d9188', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'app_key', 'phone', '2026-11-23 02:14:10+00', NULL, '2026-11-23 02:15:10+00');
INSERT INTO public.credential VALUES ('01a21d36-3ca9-7899-bf5a-7ec5d10d7a8d', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'password', '', '2026-11-23 02:15:10+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3cad-7a46-be17-63e326abdca8', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'totp', 'phone', '2026-11-23 02:15:40+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'recovery_codes', '', '2026-11-23 02:17:10+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'recovery_codes', '', '2026-11-23 02:23:10+00', NULL, NULL);
INSERT INTO public.credential VALUES ('01a21d36-3cd7-73e5-aa7b-11c1344b8b92', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'totp', 'phone', '2026-11-23 02:22:40+00', '2026-11-23 02:26:10+00', NULL);
INSERT INTO public.credential VALUES ('01a21d36-3cd3-7fc7-8477-09f3e0cd0caf', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'password', '', '2026-11-23 02:22:10+00', '2026-11-23 02:26:10+00', NULL);
INSERT INTO public.evidence VALUES ('01a21d36-3bb7-79e5-8eaa-faca7a878336', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3bac-7dae-bdf3-9444950961d8', 'password', '01a21d36-3ba4-7fc6-86b1-5ee07305f9eb', '2026-11-23 02:03:00+00', '\x1dd3585f2f1185761015b9ab14a362aa3bab1af82c4c00b030b94022929b2467');
INSERT INTO public.evidence VALUES ('01a21d36-3cee-7d78-ab7a-27edeb31eca9', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', 'password', '01a21d36-3cd3-7fc7-8477-09f3e0cd0caf', '2026-11-23 02:23:10+00', '\x117f6d3ee1d2c6ccf700c46ea74602792940b5ce77a8702fbe3dd19da1a2c850');
INSERT INTO public.evidence VALUES ('01a21d36-3d0a-70e6-9189-2ddfd8e9f50c', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', 'totp', '01a21d36-3cd7-73e5-aa7b-11c1344b8b92', '2026-11-23 02:23:40+00', '\xcfc03beeecc6c93253c3ff984ade3d4b26fe1908fd935cc36b9a91f3b16f5c9b');
INSERT INTO public.evidence VALUES ('01a21d36-3d63-73db-b277-8bedc728ae4e', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d58-7155-9fa6-256c57b5d356', 'password', '01a21d36-3cd3-7fc7-8477-09f3e0cd0caf', '2026-11-23 02:25:40+00', '\x7199bbfc73eae56fa0caa2a6db3eccfbfa0a6f798864e9b021fb64fe7e5c8823');
INSERT INTO public.evidence VALUES ('01a21d36-3d74-70c9-aae0-a095bdb076f7', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d58-7155-9fa6-256c57b5d356', 'totp', '01a21d36-3cd7-73e5-aa7b-11c1344b8b92', '2026-11-23 02:26:10+00', '\x3815588fac8aeda4355927b175dac5c629456f1cd88e628394c6f6af50478f6f');
INSERT INTO public.evidence VALUES ('01a21d36-3dea-7607-9ee6-438f3483f54a', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3de0-7f9b-866c-22585d3ec6a5', 'password', '01a21d36-3cd3-7fc7-8477-09f3e0cd0caf', '2026-11-23 02:26:10+00', '\x41f53dd1b50404605607af4ce9e6a504cf18e6f6cf3836401afb3f26b5309e96');
INSERT INTO public.factor_try VALUES ('\x1c7712ffed23547f6e8eb49b38d260a015e9c277e896091305ad5746ca924283', 'password', 1, '2026-11-23 02:00:30+00');
INSERT INTO public.history VALUES ('01a21d36-3b51-7326-92ad-7f96b58083a8', '2026-11-23 02:00:00+00', 'client_registered', NULL, 'operator', '01a21d36-3b41-7640-87f3-b035b5bc132d', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b5a-7325-a3a7-6c283cfb2a42', '2026-11-23 02:00:00+00', 'client_activated', NULL, 'operator', '01a21d36-3b41-7640-87f3-b035b5bc132d', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b5d-7073-ba9d-8a6625582303', '2026-11-23 02:00:00+00', 'subject_registered', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b5e-75e0-80d0-ac884f222ac0', '2026-11-23 02:00:00+00', 'subject_matched', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b60-7708-a49a-97b6ed58a377', '2026-11-23 02:00:00+00', 'identity_bound', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'authority', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b60-76aa-8132-98aa615384f0', '2026-11-23 02:00:00+00', 'account_created', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'authority', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b62-77dd-9556-e0a1bff3bd2c', '2026-11-23 02:00:00+00', 'account_activated', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b68-7688-b8cd-72f3cf966bd7', '2026-11-23 02:00:00+00', 'password_set', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3b66-79d8-b305-6cf33d780ec2"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b88-7678-8fb1-cd171fce3d8b', '2026-11-23 02:00:30+00', 'factor_refused', '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'subject', NULL, '01a21d36-3b71-766f-a3c3-bbab227242aa', '{"means": "password", "reason": "not_proven"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b8a-7866-b95e-0e09869d6007', '2026-11-23 02:00:30+00', 'subject_registered', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b8b-75a7-aa36-70c0329328d7', '2026-11-23 02:00:30+00', 'subject_matched', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b8c-7065-9eb6-287c29f7d96e', '2026-11-23 02:00:30+00', 'identity_bound', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'authority', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b8c-7027-b361-42c5820c9b5e', '2026-11-23 02:00:30+00', 'account_created', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'authority', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b8c-7f81-aaf2-8a05670c85df', '2026-11-23 02:00:30+00', 'account_activated', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b91-728b-8456-6628c7220bfd', '2026-11-23 02:00:30+00', 'password_set', '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3b90-7492-a676-58f006103eaa"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b92-784e-87a0-f633e63b2696', '2026-11-23 02:01:00+00', 'subject_registered', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b93-7239-98bb-77987f4bea6f', '2026-11-23 02:01:00+00', 'subject_matched', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b93-7ccf-b53f-4a446b29f6f5', '2026-11-23 02:01:00+00', 'identity_bound', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b93-7ca1-b54a-29894d59e5ab', '2026-11-23 02:01:00+00', 'account_created', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b94-7ab7-bb15-ef525ce6d853', '2026-11-23 02:01:00+00', 'account_activated', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b98-7d27-9427-acba232ea9f5', '2026-11-23 02:01:00+00', 'password_set', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3b98-7285-b890-419f65b0dcf9"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b9d-78f2-b7b1-9c63ced1357e', '2026-11-23 02:01:30+00', 'totp_enrolled', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3b9c-7ccc-83b8-f3adcae9bef1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b9f-71a1-9b27-ef2a9ae91bd2', '2026-11-23 02:02:00+00', 'account_locked', '01a21d36-3b92-7164-b46b-c4e848d366a8', 'authority', NULL, NULL, '{"body": "Toà án", "ground": "court_order"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3b9f-7fe3-be20-08eec21d8c4c', '2026-11-23 02:02:00+00', 'subject_registered', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba0-7964-a088-52884547f29c', '2026-11-23 02:02:00+00', 'subject_matched', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba1-7464-ab86-48a8e08d1da9', '2026-11-23 02:02:00+00', 'identity_bound', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba1-7434-882d-454b62051e3f', '2026-11-23 02:02:00+00', 'account_created', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba2-71d8-b152-c949262b7e20', '2026-11-23 02:02:00+00', 'account_activated', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba5-7d51-9d45-b7470f171660', '2026-11-23 02:02:00+00', 'password_set', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3ba4-7fc6-86b1-5ee07305f9eb"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba8-7728-a681-d456aba42a12', '2026-11-23 02:02:30+00', 'totp_enrolled', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3ba8-7115-8a3b-3862da4eaee2"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ba9-7d6f-8204-f77fea092cae', '2026-11-23 02:03:00+00', 'client_registered', NULL, 'operator', '01a21d36-3ba9-747f-a064-4fec2eaa338e', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3baa-7d22-9a66-40f3f280b5df', '2026-11-23 02:03:00+00', 'client_activated', NULL, 'operator', '01a21d36-3ba9-747f-a064-4fec2eaa338e', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bbd-7aae-88f2-c0501e233c00', '2026-11-23 02:03:00+00', 'signed_in', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bac-7dae-bdf3-9444950961d8', '{"level": 1, "means": ["password"], "device": "tests", "session": "01a21d36-3bbd-73fd-96c0-b62210380b62"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bbc-7fd9-ad9b-f0272c51801b', '2026-11-23 02:03:00+00', 'factor_proven', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bac-7dae-bdf3-9444950961d8', '{"kind": "password", "credential": "01a21d36-3ba4-7fc6-86b1-5ee07305f9eb"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bd5-7f4b-a669-d97e6a19b531', '2026-11-23 02:03:00+00', 'consent_given', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bac-7dae-bdf3-9444950961d8', '{"items": ["authentication", "name", "offline_access"], "level": 1, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a21d36-3bd4-7b28-9c6f-f88b959e2734", "expires_at": "2027-02-21T02:03:00+00:00", "legal_basis": "consent", "text_digest": "1525de3ebf417ae75ed7093deea62f9044e028836a820610188f565acd6e87b6"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3be2-7fc6-ac74-b297db1dc143', '2026-11-23 02:03:00+00', 'tokens_issued', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bac-7dae-bdf3-9444950961d8', '{"level": 1, "family": "01a21d36-3bd9-74cc-ad63-af13f25b12bf", "offline": true, "consent_id": "01a21d36-3bd4-7b28-9c6f-f88b959e2734"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bec-7b60-ac06-3e978e9a688b', '2026-11-23 02:03:00+00', 'tokens_refreshed', '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'subject', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bac-7dae-bdf3-9444950961d8', '{"level": 1, "family": "01a21d36-3bd9-74cc-ad63-af13f25b12bf", "consent_id": "01a21d36-3bd4-7b28-9c6f-f88b959e2734"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bf5-74eb-98f6-a44a19e1d0d4', '2026-11-23 02:08:00+00', 'result_shown_again', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3ba9-747f-a064-4fec2eaa338e', NULL, '{"case": "01a21d36-3bf3-7e08-affc-74b60987a292", "kind": "refresh_replayed", "shown_by": "01a21d36-3ba9-747f-a064-4fec2eaa338e"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bfc-7d90-84f8-1569c9ae333d', '2026-11-23 02:08:00+00', 'metadata_imported', NULL, 'an', NULL, NULL, '{"models": 1, "number": 1, "next_update": "2026-12-21"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3bfe-7061-849a-878ddc8343f2', '2026-11-23 02:08:00+00', 'policy_proposed', NULL, 'an', NULL, NULL, '{"after": true, "before": false, "change": "01a21d36-3bfd-7465-8ea2-9b140ed78ae0", "switch": "biometric_passkeys", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c01-745d-929e-8d3b93ff5f5f', '2026-11-23 02:08:00+00', 'policy_approved', NULL, 'binh', NULL, NULL, '{"after": true, "before": false, "change": "01a21d36-3bfd-7465-8ea2-9b140ed78ae0", "switch": "biometric_passkeys", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c02-7057-b820-1962b0f561bb', '2026-11-23 02:08:00+00', 'subject_registered', '01a21d36-3c01-789d-adc0-d06585caba10', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c02-7a4d-b99b-9f8c3c275418', '2026-11-23 02:08:00+00', 'subject_matched', '01a21d36-3c01-789d-adc0-d06585caba10', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c03-748f-9827-92be4523c39a', '2026-11-23 02:08:00+00', 'identity_bound', '01a21d36-3c01-789d-adc0-d06585caba10', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c03-7451-805c-5df757c7bf45', '2026-11-23 02:08:00+00', 'account_created', '01a21d36-3c01-789d-adc0-d06585caba10', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c04-72f9-abbf-6a777b2fa9d7', '2026-11-23 02:08:00+00', 'account_activated', '01a21d36-3c01-789d-adc0-d06585caba10', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c08-7957-b795-519405fc5d24', '2026-11-23 02:08:00+00', 'password_set', '01a21d36-3c01-789d-adc0-d06585caba10', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c07-7ec9-bc86-7aa95ae38154"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c0e-71af-b79d-253fd9ba7542', '2026-11-23 02:08:30+00', 'passkey_enrolled', '01a21d36-3c01-789d-adc0-d06585caba10', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a21d36-3c0c-77ca-972c-7be9e6a21fc4"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c0f-771e-9726-f4a0c7782e6b', '2026-11-23 02:08:30+00', 'subject_registered', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c10-73fc-90bb-7686481df432', '2026-11-23 02:08:30+00', 'subject_matched', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c10-7f45-9a9d-c3ac0178e1e6', '2026-11-23 02:08:30+00', 'identity_bound', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c10-7f0a-b869-2f44fa15d59a', '2026-11-23 02:08:30+00', 'account_created', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c12-7019-9aea-e43ceaa22916', '2026-11-23 02:08:30+00', 'account_activated', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c15-7799-a955-53e75f4d4a82', '2026-11-23 02:08:30+00', 'password_set', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c14-7a64-bb9a-4cf3395a9caf"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c19-744c-a648-4d6fccef8c2a', '2026-11-23 02:09:00+00', 'passkey_enrolled', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a21d36-3c18-76d6-95bb-a1da78603d47"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1a-74f0-a707-11c9d1847a41', '2026-11-23 02:09:00+00', 'subject_registered', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1a-7e47-ba53-cae6a6f6534a', '2026-11-23 02:09:00+00', 'subject_matched', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1b-7661-bf3f-dc8bacbfcfdb', '2026-11-23 02:09:00+00', 'identity_bound', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1b-762a-8c76-fa6abac57a9c', '2026-11-23 02:09:00+00', 'account_created', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1c-7193-8b70-062181e40650', '2026-11-23 02:09:00+00', 'account_activated', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c1f-7b93-97cb-1c9557959025', '2026-11-23 02:09:00+00', 'password_set', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c1f-7270-a8cf-eb072fe3eb4d"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c21-76da-b467-b39e06af4bbd', '2026-11-23 02:09:30+00', 'anchor_proposed', NULL, 'an', NULL, NULL, '{"kind": "android", "anchor": "01a21d36-3c20-783b-93d8-bdcfd69eadb5", "profile": "demo", "subject": "CN=Telephone Root", "fingerprint": "845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c22-7a7f-abeb-4bae0f298525', '2026-11-23 02:09:30+00', 'anchor_approved', NULL, 'binh', NULL, NULL, '{"kind": "android", "anchor": "01a21d36-3c20-783b-93d8-bdcfd69eadb5", "profile": "demo", "subject": "CN=Telephone Root", "fingerprint": "845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c26-77df-a6b1-1017e963ba45', '2026-11-23 02:09:30+00', 'app_key_enrolled', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'subject', NULL, NULL, '{"kind": "app_key", "credential_id": "01a21d36-3c25-7286-8237-a12c79de325b"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c26-7c98-b0c8-482409c74b66', '2026-11-23 02:09:30+00', 'app_key_anchored', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'officer one', NULL, NULL, '{"place": "Chi nhánh Hoàn Kiếm", "credential_id": "01a21d36-3c25-7286-8237-a12c79de325b"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c29-7eae-bf73-1609a85021e1', '2026-11-23 02:10:30+00', 'pin_set', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'subject', NULL, NULL, '{"kind": "pin", "credential_id": "01a21d36-3c28-7f20-8eb2-293e2cb2ee6c"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2a-7c54-a23f-a05d4a4170ea', '2026-11-23 02:10:30+00', 'subject_registered', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2b-7491-9223-ccaf60c84ca5', '2026-11-23 02:10:30+00', 'subject_matched', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2b-7c77-801a-36a36ea80463', '2026-11-23 02:10:30+00', 'identity_bound', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2b-7c43-97de-a34b43fe68be', '2026-11-23 02:10:30+00', 'account_created', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2c-7709-b128-8444635d37f0', '2026-11-23 02:10:30+00', 'account_activated', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c2f-7a22-adb9-9a42b39f2ed8', '2026-11-23 02:10:30+00', 'password_set', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c2f-71d2-994f-e3cc7d8b1fb0"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c33-72cf-ae5b-dbc0a021fb4c', '2026-11-23 02:11:00+00', 'app_key_enrolled', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'subject', NULL, NULL, '{"kind": "app_key", "credential_id": "01a21d36-3c32-78f1-b134-f41218b7fe52"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c35-7801-8684-c247c440093f', '2026-11-23 02:12:00+00', 'pin_set', '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'subject', NULL, NULL, '{"kind": "pin", "credential_id": "01a21d36-3c34-7a89-964e-8d68a201e5e8"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c4a-79ed-9006-98694d8dea06', '2026-11-23 02:12:00+00', 'anchor_proposed', NULL, 'an', NULL, NULL, '{"kind": "csca", "anchor": "01a21d36-3c49-7f9d-935c-950675099947", "profile": "demo", "subject": "CN=CSCA Viet Nam (test),C=VN", "fingerprint": "c705b5c81ffd9d6c15e0446de09ea43b3410d54279dc290afdf32bf4494d7dc8", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c4b-781a-9e76-45128a89be63', '2026-11-23 02:12:00+00', 'anchor_approved', NULL, 'binh', NULL, NULL, '{"kind": "csca", "anchor": "01a21d36-3c49-7f9d-935c-950675099947", "profile": "demo", "subject": "CN=CSCA Viet Nam (test),C=VN", "fingerprint": "c705b5c81ffd9d6c15e0446de09ea43b3410d54279dc290afdf32bf4494d7dc8", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c4e-7814-9747-96fde86ae819', '2026-11-23 02:12:00+00', 'card_revocations_imported', NULL, 'an', NULL, NULL, '{"issuer": "621304054b6914ad51e5ec75d433636ca108561174e8c9e302f49e5bc47797f0", "number": 1, "revoked": 0}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c4f-72d5-87b7-eb936099117b', '2026-11-23 02:12:00+00', 'subject_registered', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c4f-7f05-a0d5-256c355faf00', '2026-11-23 02:12:00+00', 'subject_matched', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c50-7839-a622-997ee51be149', '2026-11-23 02:12:00+00', 'identity_bound', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c50-7803-b24a-aedbd4134c5b', '2026-11-23 02:12:00+00', 'account_created', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c51-749c-b757-7abe95fe1e20', '2026-11-23 02:12:00+00', 'account_activated', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c55-7551-9f2b-49c33e42ffe1', '2026-11-23 02:12:00+00', 'password_set', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c54-75df-bb6c-c42384df074f"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c5f-7293-ba0b-131f28d32fc3', '2026-11-23 02:12:30+00', 'chip_card_enrolled', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'subject', NULL, NULL, '{"kind": "chip_card", "credential_id": "01a21d36-3c5e-7185-a0a5-917ba401ee36"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c74-7818-91db-b75791af6507', '2026-11-23 02:12:30+00', 'biometric_record_proposed', NULL, 'an.nguyen', NULL, NULL, '{"role": "matching", "record": "01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f", "profile": "demo", "service": "National ABIS", "endpoint": "http://127.0.0.1:9", "interface": "osia", "proposed_by": "an.nguyen"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c76-769f-8772-4725ea61a90a', '2026-11-23 02:12:30+00', 'biometric_record_approved', NULL, 'binh.tran', NULL, NULL, '{"role": "matching", "record": "01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f", "profile": "demo", "service": "National ABIS", "endpoint": "http://127.0.0.1:9", "interface": "osia", "proposed_by": "an.nguyen"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c77-7b23-9cf1-0d50c55050fa', '2026-11-23 02:12:30+00', 'biometric_record_proposed', NULL, 'an.nguyen', NULL, NULL, '{"lab": "Laboratory", "kind": "false_match", "record": "01a21d36-3c76-7c0f-8f05-fef65a164fa6", "report": "report 7", "service": "01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:30+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c79-76a0-b1f5-ec08da9e2ed2', '2026-11-23 02:12:30+00', 'biometric_record_approved', NULL, 'binh.tran', NULL, NULL, '{"lab": "Laboratory", "kind": "false_match", "record": "01a21d36-3c76-7c0f-8f05-fef65a164fa6", "report": "report 7", "service": "01a21d36-3c72-7da2-bdcd-1b0ddb6ee44f", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:30+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c79-7ec2-b9c0-0e71c23c269d', '2026-11-23 02:12:35+00', 'biometric_record_proposed', NULL, 'an.nguyen', NULL, NULL, '{"role": "liveness", "record": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "profile": "demo", "service": "Liveness", "endpoint": "http://127.0.0.1:9", "interface": "liveness_json", "proposed_by": "an.nguyen"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7a-7b24-8b3a-ba31414d8cbd', '2026-11-23 02:12:35+00', 'biometric_record_approved', NULL, 'binh.tran', NULL, NULL, '{"role": "liveness", "record": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "profile": "demo", "service": "Liveness", "endpoint": "http://127.0.0.1:9", "interface": "liveness_json", "proposed_by": "an.nguyen"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7b-7327-8dd3-ff2478900cc0', '2026-11-23 02:12:35+00', 'biometric_record_proposed', NULL, 'an.nguyen', NULL, NULL, '{"lab": "Laboratory", "kind": "attack_detection", "record": "01a21d36-3c7a-7df7-859b-d3aaacea690a", "report": "report 7", "service": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:35+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7b-7cc8-8510-59884a2314e2', '2026-11-23 02:12:35+00', 'biometric_record_approved', NULL, 'binh.tran', NULL, NULL, '{"lab": "Laboratory", "kind": "attack_detection", "record": "01a21d36-3c7a-7df7-859b-d3aaacea690a", "report": "report 7", "service": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:35+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7c-7428-a6ba-cd6ec7fb4bf7', '2026-11-23 02:12:35+00', 'biometric_record_proposed', NULL, 'an.nguyen', NULL, NULL, '{"lab": "Laboratory", "kind": "injection", "record": "01a21d36-3c7b-7f4f-8e30-58df8a40f9c2", "report": "report 7", "service": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:35+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7c-7d73-ab9d-b0f244993a73', '2026-11-23 02:12:35+00', 'biometric_record_approved', NULL, 'binh.tran', NULL, NULL, '{"lab": "Laboratory", "kind": "injection", "record": "01a21d36-3c7b-7f4f-8e30-58df8a40f9c2", "report": "report 7", "service": "01a21d36-3c79-7adc-a85e-3cda1f3dd79c", "proposed_by": "an.nguyen", "valid_until": "2027-11-23T02:12:35+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7e-7bc9-8579-549393e54d8a', '2026-11-23 02:12:40+00', 'subject_registered', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c7f-7b0b-bf2a-604238242a62', '2026-11-23 02:12:40+00', 'subject_matched', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c80-7494-a2cc-54113a788956', '2026-11-23 02:12:40+00', 'identity_bound', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c80-745c-9304-9b52e6775ab3', '2026-11-23 02:12:40+00', 'account_created', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c81-7b6c-aedf-7b8427e7d012', '2026-11-23 02:12:40+00', 'account_activated', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c86-701e-aeaa-d408d582b87a', '2026-11-23 02:12:40+00', 'password_set', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c85-75ae-a700-e8df9bc6e334"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c88-75b4-ad57-71f4a069475a', '2026-11-23 02:13:10+00', 'biometric_consent_given', '01a21d36-3c7d-70ba-abc3-c1919c657923', 'subject', NULL, NULL, '{"channel": "page", "consent": "01a21d36-3c87-7c39-a0dd-a3646f487dd3", "purpose": "login_l3", "text_digest": "0000000000000000000000000000000000000000000000000000000000000000", "text_version": "2026-11"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c8a-75d1-bcb7-fcef088ebd4e', '2026-11-23 02:13:10+00', 'subject_registered', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c8b-7072-b682-1cf7681f013d', '2026-11-23 02:13:10+00', 'subject_matched', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c8b-79c1-bd03-bbfc84f1a531', '2026-11-23 02:13:10+00', 'identity_bound', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c8b-7989-8534-aeffd9452d1b', '2026-11-23 02:13:10+00', 'account_created', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c8e-7482-9655-d85b2d4a9acb', '2026-11-23 02:13:10+00', 'account_activated', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c91-7f9d-b910-6652c68915c9', '2026-11-23 02:13:10+00', 'password_set', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3c90-7f3f-84e7-3f063ebc9c52"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c96-720d-85b9-77a63b86e7f1', '2026-11-23 02:13:40+00', 'totp_enrolled', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3c95-7d89-9993-1fee7df64fc0"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c9a-7273-9ed8-75a05f98ffc3', '2026-11-23 02:14:10+00', 'app_key_enrolled', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"kind": "app_key", "credential_id": "01a21d36-3c98-7a6a-b5a1-e90aab6d9188"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c9e-7f3d-8594-6aba2700086f', '2026-11-23 02:15:10+00', 'credential_stopped', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"kind": "app_key", "credential_id": "01a21d36-3c98-7a6a-b5a1-e90aab6d9188"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3c9e-7eb8-8e9b-324984b04098', '2026-11-23 02:15:10+00', 'credential_stopped', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3c95-7d89-9993-1fee7df64fc0"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca4-71bd-ace3-9e84ff17016a', '2026-11-23 02:15:10+00', 'loss_reported', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'subject', NULL, NULL, '{"by": "hotline", "case": "BM-MNSN-TS0C", "lost": ["phone"], "reason": "lost_control", "stopped": 2, "sessions": 0}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca4-7ea3-9858-ff0d4e659383', '2026-11-23 02:15:10+00', 'subject_registered', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca5-7a07-a6cc-6180b024f647', '2026-11-23 02:15:10+00', 'subject_matched', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca6-7287-bea6-29444524f888', '2026-11-23 02:15:10+00', 'identity_bound', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca6-7257-bae6-d052181651aa', '2026-11-23 02:15:10+00', 'account_created', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ca6-7cca-9b80-851f22c568d6', '2026-11-23 02:15:10+00', 'account_activated', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3caa-7173-8079-d9dee2fa77b1', '2026-11-23 02:15:10+00', 'password_set', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3ca9-7899-bf5a-7ec5d10d7a8d"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cad-7f79-802f-ad46ebe043b4', '2026-11-23 02:15:40+00', 'totp_enrolled', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3cad-7a46-be17-63e326abdca8"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb0-7208-b9ce-7cc3f489d06f', '2026-11-23 02:16:10+00', 'counter_visit_begun', '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'an', NULL, NULL, '{"visit": "01a21d36-3caf-7683-9d67-5df8fadf9ae8", "document": "identity card"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb0-7b06-98dc-6b36bea3b0e3', '2026-11-23 02:16:10+00', 'subject_registered', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb1-7c15-b906-91fc17823dd0', '2026-11-23 02:16:10+00', 'subject_matched', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb2-73d6-9b77-b3dfb26172a2', '2026-11-23 02:16:10+00', 'identity_bound', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb2-73a6-8ac0-b81eb943619b', '2026-11-23 02:16:10+00', 'account_created', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb2-7d69-a659-f904cbd3c58a', '2026-11-23 02:16:10+00', 'account_activated', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb6-7bfa-a594-dcb56afe6b9b', '2026-11-23 02:16:10+00', 'password_set', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3cb6-72fb-bc04-1d817ed1b408"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cb9-7044-8452-701822f71b13', '2026-11-23 02:16:40+00', 'totp_enrolled', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3cb8-7b94-95e0-16b66f37cc1a"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cbc-7ba2-b345-aa6e5ecc5fc3', '2026-11-23 02:17:10+00', 'counter_visit_begun', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'an', NULL, NULL, '{"visit": "01a21d36-3cbc-78b5-b767-f2540bd6e99c", "document": "identity card"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cbf-7c55-914d-a3e5a1ab4cd2', '2026-11-23 02:17:10+00', 'credential_stopped', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3cb8-7b94-95e0-16b66f37cc1a"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cbf-7c07-a8fa-67583a0f7ea8', '2026-11-23 02:17:10+00', 'credential_stopped', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3cb6-72fb-bc04-1d817ed1b408"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cc3-73c8-97a2-97cb9ee94397', '2026-11-23 02:17:10+00', 'credential_removed', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'binh', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3cb6-72fb-bc04-1d817ed1b408"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cc3-7e34-89c9-34e05ab143c4', '2026-11-23 02:17:10+00', 'credential_removed', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'binh', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3cb8-7b94-95e0-16b66f37cc1a"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cc5-7f14-a4ba-9f5b17958ea6', '2026-11-23 02:17:10+00', 'recovery_codes_renewed', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'binh', NULL, NULL, '{"kind": "recovery_codes", "credential_id": "01a21d36-3cc4-726a-89f9-b5e1a1c2521f"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cc6-74bf-852a-d0da21f45ceb', '2026-11-23 02:17:10+00', 'means_recovered', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'binh', NULL, NULL, '{"visit": "01a21d36-3cbc-78b5-b767-f2540bd6e99c", "removed": 2, "begun_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cc9-7813-b8d1-8293c0925f8b', '2026-11-23 02:17:10+00', 'provider_registered', NULL, 'operator', NULL, NULL, '{"provider": "01a21d36-3cc6-7f1b-9af6-c297dc647bea", "certificate_until": "2029-05-11T02:17:10+00:00"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cca-724d-8346-c9cb852d2dde', '2026-11-23 02:17:10+00', 'policy_proposed', NULL, 'an', NULL, NULL, '{"after": ["totp"], "before": [], "change": "01a21d36-3cc9-7ca3-9aaa-14f373eeef48", "switch": "disabled_means", "proposed_by": "an"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cca-7e04-b09b-6838bd180cc8', '2026-11-23 02:17:10+00', 'client_registered', NULL, 'operator', '01a21d36-3cca-757e-95fc-12957b2cf411', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ccb-7b87-a0a2-18373cc55e68', '2026-11-23 02:22:10+00', 'subject_registered', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'authority', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ccc-756b-ba7d-abb0a097d3f5', '2026-11-23 02:22:10+00', 'subject_matched', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'authority', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ccc-7d24-a535-782330cc00b7', '2026-11-23 02:22:10+00', 'identity_bound', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3ccc-7cf3-8a98-745cc8d7fba8', '2026-11-23 02:22:10+00', 'account_created', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'authority', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cce-79a0-8eac-378083ab9e84', '2026-11-23 02:22:10+00', 'account_activated', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cd4-7b0a-ba89-e949bc2b7808', '2026-11-23 02:22:10+00', 'password_set', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a21d36-3cd3-7fc7-8477-09f3e0cd0caf"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cd7-7888-9d9d-7926b12365e4', '2026-11-23 02:22:40+00', 'totp_enrolled', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a21d36-3cd7-73e5-aa7b-11c1344b8b92"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cd9-7ba3-8b96-519766b1fa79', '2026-11-23 02:23:10+00', 'recovery_codes_renewed', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', NULL, NULL, '{"kind": "recovery_codes", "credential_id": "01a21d36-3cd8-74e2-bf27-8169ed00d92d"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3cf1-7681-80db-ad52a7ff7d86', '2026-11-23 02:23:10+00', 'factor_proven', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"kind": "password", "credential": "01a21d36-3cd3-7fc7-8477-09f3e0cd0caf"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d0b-7f7a-b002-7766f4db9579', '2026-11-23 02:23:40+00', 'signed_in', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"level": 2, "means": ["password", "totp"], "device": "tests", "session": "01a21d36-3d0b-7e9d-a870-61501c7e5d75"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d0b-7c75-aea8-2b4c25075c7f', '2026-11-23 02:23:40+00', 'factor_proven', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"kind": "totp", "credential": "01a21d36-3cd7-73e5-aa7b-11c1344b8b92"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3db9-7076-860c-5261fa3d18e2', '2026-11-23 02:26:10+00', 'sign_in_continued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3db8-758d-96f8-bb710f1fdda6', '{"level": 2, "means": ["password", "totp"], "consent": "01a21d36-3d32-7fa9-8c4b-b8d851013f84", "signed_in_by": "01a21d36-3cdd-76c4-9ccd-2b91447639d3"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d33-75f3-9b55-fcdacd9f9c62', '2026-11-23 02:23:40+00', 'consent_given', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"items": ["authentication", "name", "offline_access"], "level": 2, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a21d36-3d32-7fa9-8c4b-b8d851013f84", "expires_at": "2027-02-21T02:23:40+00:00", "legal_basis": "consent", "text_digest": "5a03fadf166939eb6488470d276fc901045f20b66a9d60bdaa97767194f8f66a"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d3f-7fe2-8899-0b1f1b63ee81', '2026-11-23 02:23:40+00', 'tokens_issued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"level": 2, "family": "01a21d36-3d3c-7747-9a71-a33a90932b2c", "offline": true, "consent_id": "01a21d36-3d32-7fa9-8c4b-b8d851013f84"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d49-7e85-8b5c-76f0054d7c30', '2026-11-23 02:23:40+00', 'items_disclosed', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"items": ["name"], "purposes": {"name": "Điền tờ khai"}, "consent_id": "01a21d36-3d32-7fa9-8c4b-b8d851013f84"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d51-787c-a7c6-a6805c508e62', '2026-11-23 02:25:40+00', 'tokens_refreshed', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3cdd-76c4-9ccd-2b91447639d3', '{"level": 2, "family": "01a21d36-3d3c-7747-9a71-a33a90932b2c", "consent_id": "01a21d36-3d32-7fa9-8c4b-b8d851013f84"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d53-7c68-87c8-f4b574cc2149', '2026-11-23 02:25:40+00', 'client_registered', NULL, 'operator', '01a21d36-3d53-7173-b03a-e246934e3673', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d56-72bf-9f45-83b655c0492c', '2026-11-23 02:25:40+00', 'client_activated', NULL, 'operator', '01a21d36-3d53-7173-b03a-e246934e3673', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d64-7885-9107-7b4463b87acf', '2026-11-23 02:25:40+00', 'factor_proven', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d58-7155-9fa6-256c57b5d356', '{"kind": "password", "credential": "01a21d36-3cd3-7fc7-8477-09f3e0cd0caf"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d75-745a-ae48-3cce441f4cb9', '2026-11-23 02:26:10+00', 'signed_in', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d58-7155-9fa6-256c57b5d356', '{"level": 2, "means": ["password", "totp"], "device": "tests", "session": "01a21d36-3d75-73f1-81f9-a70dd05a126e"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d75-7295-9937-0d954cee4973', '2026-11-23 02:26:10+00', 'factor_proven', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d58-7155-9fa6-256c57b5d356', '{"kind": "totp", "credential": "01a21d36-3cd7-73e5-aa7b-11c1344b8b92"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d86-7c50-a21f-caf1db693c4e', '2026-11-23 02:26:10+00', 'consent_given', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d58-7155-9fa6-256c57b5d356', '{"items": ["authentication", "name", "offline_access"], "level": 2, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a21d36-3d86-75a7-a88c-2a7b3425e258", "expires_at": "2027-02-21T02:26:10+00:00", "legal_basis": "consent", "text_digest": "55c5fe479237f632daa6979f32406cef39656f157e16190860757bae4a0eaa4a"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d8c-76e5-b792-e8d506a8533c', '2026-11-23 02:26:10+00', 'tokens_issued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d58-7155-9fa6-256c57b5d356', '{"level": 2, "family": "01a21d36-3d89-7a68-b785-172954302922", "offline": true, "consent_id": "01a21d36-3d86-75a7-a88c-2a7b3425e258"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d8e-7792-8071-49a52959e603', '2026-11-23 02:26:10+00', 'client_registered', NULL, 'operator', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3d8f-796f-98ee-33baf99eb4b2', '2026-11-23 02:26:10+00', 'client_activated', NULL, 'operator', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3da2-7247-99ab-ced5dec0a75d', '2026-11-23 02:26:10+00', 'consent_given', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3d91-71b8-af35-75902f59b5fa', '{"items": ["authentication", "name", "offline_access"], "level": 2, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a21d36-3da1-7bac-980d-744fde9b364c", "expires_at": "2027-02-21T02:26:10+00:00", "legal_basis": "consent", "text_digest": "04e669c792b349c85ab96022057a8fbc027ef90b83d690194a829865fca883d5"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3da5-70da-94ae-97d130da9269', '2026-11-23 02:26:10+00', 'sign_in_continued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3d91-71b8-af35-75902f59b5fa', '{"level": 2, "means": ["password", "totp"], "consent": "01a21d36-3da1-7bac-980d-744fde9b364c", "signed_in_by": "01a21d36-3cdd-76c4-9ccd-2b91447639d3"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3daa-7954-9e9a-3fde507d42ff', '2026-11-23 02:26:10+00', 'tokens_issued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3d91-71b8-af35-75902f59b5fa', '{"level": 2, "family": "01a21d36-3da5-737b-848d-7d6c63950704", "offline": true, "consent_id": "01a21d36-3da1-7bac-980d-744fde9b364c"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3db0-7712-8d31-8dd3707d1f9c', '2026-11-23 02:26:10+00', 'consent_withdrawn', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', NULL, '{"items": ["authentication", "name", "offline_access"], "consent_id": "01a21d36-3da1-7bac-980d-744fde9b364c"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3db1-7f4f-a959-64c578ddd986', '2026-11-23 02:26:10+00', 'tokens_revoked', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3d91-71b8-af35-75902f59b5fa', '{"family": "01a21d36-3da5-737b-848d-7d6c63950704", "reason": "consent_withdrawn"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dbc-79a0-ad26-a63846317b30', '2026-11-23 02:26:10+00', 'tokens_issued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3db8-758d-96f8-bb710f1fdda6', '{"level": 2, "family": "01a21d36-3db9-71f5-887f-aaf83e0a6ad0", "offline": false, "consent_id": "01a21d36-3d32-7fa9-8c4b-b8d851013f84"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dc0-7a5e-82c6-449acdf51899', '2026-11-23 02:26:10+00', 'tokens_revoked', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3db8-758d-96f8-bb710f1fdda6', '{"family": "01a21d36-3db9-71f5-887f-aaf83e0a6ad0", "reason": "revoked_by_client"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dc2-7460-a477-5b8013bf6c28', '2026-11-23 02:26:10+00', 'client_registered', NULL, 'operator', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dc3-783e-b5c2-498b3a949ff9', '2026-11-23 02:26:10+00', 'client_activated', NULL, 'operator', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dc5-7d91-8035-3102ec17cdbd', '2026-11-23 02:26:10+00', 'terminal_registered', NULL, 'operator', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', NULL, '{"desk": "Quầy 3", "branch": "Chi nhánh Hoàn Kiếm", "address": "1 Tràng Tiền, Hà Nội", "terminal": "01a21d36-3dc4-7277-8b9f-8dd964477800"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dcf-7f88-a3b3-2e4f17547e91', '2026-11-23 02:26:10+00', 'counter_asked', '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'relying_party', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', '01a21d36-3dce-7d2d-933c-e52e3fff7621', '{"desk": "Quầy 3", "branch": "Chi nhánh Hoàn Kiếm", "terminal": "01a21d36-3dc4-7277-8b9f-8dd964477800", "asked_level": 2}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3dec-7e6b-971a-4ee3607bf7f7', '2026-11-23 02:26:10+00', 'factor_proven', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3de0-7f9b-866c-22585d3ec6a5', '{"kind": "password", "credential": "01a21d36-3cd3-7fc7-8477-09f3e0cd0caf"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3df5-7f91-976d-4004068f35b9', '2026-11-23 02:26:10+00', 'client_registered', NULL, 'operator', '01a21d36-3df4-7f04-a6dd-d3d19ef9d852', NULL, '{}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3df7-752c-9c4f-398e83f99237', '2026-11-23 02:26:10+00', 'client_activated', NULL, 'operator', '01a21d36-3df4-7f04-a6dd-d3d19ef9d852', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)');
INSERT INTO public.history VALUES ('01a21d36-3e02-7b36-8a70-318a448453a3', '2026-11-23 02:26:10+00', 'sign_in_continued', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'subject', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3e02-722b-99e3-573af7119eaf', '{"level": 2, "means": ["password", "totp"], "consent": "01a21d36-3d32-7fa9-8c4b-b8d851013f84", "signed_in_by": "01a21d36-3cdd-76c4-9ccd-2b91447639d3"}', 'Decree, Art. 17(2)');
INSERT INTO public.identity VALUES ('01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', '\x01928165277f2b3a7913fdf75477612bea8eb034e09ddb470afbe71dcf247fad976fe7652f924477d36af7cdc9af889cf084ace8d4fd33d068418f13e3', '\x01f1b469521556f0cad05418015dbb0147d385faee3ef0c6c230ae31fe6179357c73fcbfe390d60db7b3fece81979ce746ae974a596510ffa8693d87444ad1e7345b712bb57403597b752e6e8644b0cae819cf332ed84c5cf5e8326832c7a688d0eb36c5376ebe2f8fa9920361a334096ae9031aba25c08c55ab6a247790ee631b32d4e2da13904dbe245431e4cc6317800a041f4cada23c874834b2d09432ce197a9e8673bab853c1881c5f9915e95e217356f8ae2723fdafa7d28f14bdef806e0c05ab267361eb0fb5134433e93cc72c2f412186f0526bcd398e9904e845c19a8f01e369df4e7b829a7daa22f31b7665ecaae73dd8a96c4ae2e83390a7b1fc4e4952b0e52cce53d89659ad33784fba3bae4006edd76aa50c0f765a57e18291a6352c7bdb5508b55cecdd0a5fe5a1cf4d490adf5bcc4ed99ecebe98b20e277cff2d0e0f1350e12cb679ffc0d245c6595bb1e29161c47e5d22b8636b9206093248eaadcb6363f30ead46389e68f85db2404a5292d1236d8d1ea7cbeefa37b33170b3f08bc240b14b85135ab0251be97f8a4f709a04f560211484a8d6d26f67f66e3d178f9e454d1f55867e65ee578bf871118e7016b30ec4c5c64ad8da678bc2551b96618561797820cc18fe78c3d23547830030ee7ed5e7dc5ee4313737195e072b7a4a25876e71b4df154683dad73b300e755698168a7f60499f6e34b115b79e31e114fd9c286471ac23c4747ca6eac205f95839178bb2ee29a565929dbfd360b91427ba74ebdbe631017350fed61ddce19d3ef38ed7f3b80b49761ae3eae2c45ba3b312da976c5f50e93575b9416706693e6814c2ca61ca4297f3b5fd8d841c7d03de807db5f53c2883624530994dfe6191951e13633cd3f2108e7a2925ae48f68c40b6a1efff9286104d16f6142a9b5e');
INSERT INTO public.identity VALUES ('01a21d36-3b89-7e1a-a990-fd4b61eb9d95', '\x01f7232a762e1f55a5bba5e5cd4d3e35b53ae7a9f1fc96e58da16331cd4044a4355437000eec66a6e4f395b358df0b82d2bfdb6fc84fcf5d0d275e5054', '\x01d9abe3792b88961132e2530705ae546af2695d43147219aa2483e4ca08304b5f70618450547f0870b0f18e9cc56492ba74f887c0bb6c04bca81bc937f4c61a78c7ee566e1dfde75741db64feb7ba8b1f92f7482c1e4dd96180dcaea914776306e080125acb7cf6df3d9803a658e7928023457ed03c47762bbcab9e54bd4601f0ef54bedc4ecbb3f1ce95c2539900fcd5ccd3707fe8af7ab8e583b74c7e8a3e1f36bf9036aab417325fe441413ef185d0ef62c775a252d96a19a10dd18b43776aae88aa35b8c83f275e7dec3aa155872e984c71f49741bdb49a8138faf0c3f4f219fadc2e10c14a5fe2b588f39c01667fdfee14ccf13f038541676761ce9792e2b6dadbfe74360a03a56ef8505361b1bf3431c2533a5a9e3da58a269d179cfc1a521868c088f58ef6711d0b495e50ecde915a6f6455ff5b633c9f9f5800810c4a22702af116f120d8af80cc1478401656c2b97f395d4b32541dba75a8a11506ff29af9da158fdaca96484a42bd48385b62853c9112772923c02309b8e2c1e1283d852c44002b1f1ae8acded96ebac417409c26788d993e5012a25dcb7248d090ddbb9523b4162f955cca6762121580531f0c36fc636138540c6055c61b155e80baf3ebad5eb71ebf81b4d0a5a9aabfc3300350e8c72a6beeac5888b49ba77bb13f375dcdcd1c20190377eeceb272a2262f7bb70dbc6a1432456faa28365a75dac1f8608cbf5d1066d846c5e2468e97d4fd32d10fbc094e2b4fbc2a044d29233968cd06cd6857834f969cee290f467fff45b0fc6b31795c6aeec7a7a6e2c6b97fcc640d281746ca11ee04b5f4732aa91c886c7d0c128e5fb211b7d3db2cb7027bb30efbce9956a6b26c43a16d6988b0f81d0ab730023e7ead6bdc885a3e6607fd4df0924045d159e9339795984e6ae31e47b');
INSERT INTO public.identity VALUES ('01a21d36-3b92-7164-b46b-c4e848d366a8', '\x017c0817b8ff5ae54239ef015ff46541003a39dfcd772a07204f3fca45ae2c036515c31e329d5256402b67a901aa6b85922a1715fbbb34c35b2064272c', '\x01298b640331ba04169669486e5c779fbc9a7cb5a0ee19a8ff6aca363defc73a793c0d569fe3f75b2a9a6f74c2d3cbcb5e8e23d5b192dc01ac96368c10600472aaa4854dda4e8a8c9ab6133a309e4deaab72257317ff55b0460e0f9cef0951b8309b300d26aaba0155dd09a99d32773d966205a463178d26ea65c9b4c27e5f5edb87881eb84d5b59915755ff4cea10afe81a99ae68197a2ec69d30d7b494b88246b8da2523f4e260d12f24aa3110b48374bff942d882ae48f546ea3f13129c25dd19eb51a918eb2cb61c88e5334f210052476c5cd1db6a77e75e08d4ee84270e90cd8daa21ab9c0919737ff7147419867c9f9a6603864ac7e1868a97e1aed93de095aad2ff826555e4677a1d103971c2bfce12d3717ec16281341b91948a9e8410923c6f7386993703f742531d6e73cd492b6345cec0bf412ed0f0b7d2c27a1bbce12d2419c89ef4354168436ef128302a5afbfb734d381eeb09c87f913dc987088d141f75d6fdcb1db2ef2d9c4a02237a1498280f8aef6685ea6145e2299b8d99039869379c60523b0bed5375dd81936dbd1107fcc5bf4aebb244803db558b6ce5a0f645b6742e5aa994befb9bed170017e19faf71b11ac3a6958ddea98eb34bcc00b242eea866af1f6d7872313c6bf607305cca2b0a8f30bb05fd87858107b8aae7d422634ad6d1c37705d275ecd731ac31b78348e139d5045b5f68faba26c03233fa673f6b467fb5b0e04aff81c10dd5c234283462ed908ed8a346b7114feb78f1e99fb9ddce1058037d148c12e49d0e8c0a95d935c3d5a9e44e98383c97b75911be1f4fc2e3e292bce07abe399b1fc81b490183a0792bf3ef25da0edbf64ebba289789759ff16a5c17771a0c5ce23ef5f6fbe24ee6af6a764f72d6df1ae5c0d1203e417181d1b5768f4f8a3754df7ac1');
INSERT INTO public.identity VALUES ('01a21d36-3b9f-78f6-a1e4-600af1d97145', '\x01888fae884e2b7e752008d620d07752fda25729dfc557db4096f991fb19e2bffaa04851bf68b5881a2302688f639a3e70d3442eb42dcdc1165a7e9a83', '\x01f54c7d08e4e423a279401bf6849734dad5c0a38f3af295e4f723b4dbf63e0f68ca6f7f160944c9e6668980a3d496ca1cd9f65577dacfd91c0d273298aa81d1623e5e010e9adc0bdb812e6981ff8719c845d81bac5512a82fd6a20a499ea04e1b0360921e653f801bec3e712edf70a0210d02739344104f3567e195b382ce36ae2940482dc7fced9ed0be95716084bcdd61cdc8d7a3d7e7cf10a950c1778ec87664407f8433a9acaca12b1363601872f2ead7e55c81a0ea82219980dd729b21795cdd4607ec339cec1dffef4cd744cdd4001993cd56fa41c7b2d7739c4577e3aea913b9cc12eb8da421c23015435489b1ab13fa0bd2d19c9944e9d9ea00e58b14d6ffb3f64998c0096e7ce52993e661d444eaad40d100ed0f122ceb664a576da2dba42fe05d86d4343564afdf2cdd8d5f864c7c5063667768eda8bbaff48ff1b9510fe87b86a3644efe040041704d6d6d1678e6306b733753432dc26874d170b5ac82b2becc3008545eb06fd6d5cc68d181a93672ef89cec65d66c3b3ae2ad3a9db76fd2a4a85e2b755cfb016655973bcefa233b5a0c77d7bac726b6be7ae50d2b93a5eac0855bc153750db26cd195045a3fdb2ee1035970074346f9d44cafff3566fab8c88498659f7f782496ae73f26ee32171d6c5cb97c14914bdff5ab01d072f331d48a2066baf7a38a4c2a8d189e8df1b4a53f0250269982b5eed8720015db02cfec17b35702aa1575a117c7c09b3743b10c41c8bf1dee708c561a85f6f059819680a7f55bcc6e2b29abd072151cf29e4e95ef69813299e44f6eecde7884e46c30dd2bba09cb74543a6e600c5f7122d6ec2e335e8f8192771daee3df9ee8a4dc85c3a5befc5c4ed4508331be837fa4122a1ceeda62195521367da2aeb3e4d3452cf148c1111178b5aabb9e7c148ff0');
INSERT INTO public.identity VALUES ('01a21d36-3c01-789d-adc0-d06585caba10', '\x01c04868af2463ce94c4a7aa578db81959d94e743585a68a2b82b7eaa1deb50895257c3579395e5992bb592aa148bbf3a2051d710cc64690a31960eb16', '\x01675139994dc729180ce9280d25cfbce01e972bef56da34c2dc15153eba1489a2d2918cff1d6593ba072994f392ec4709e3408b6a55564de364faf74d81d97885b4a7224581bfae7f641f09938a6fd4586b9126f19ea623cc8075ccf3387c62f49c5bb59ab8aed8f14aad8a6ab0c4616e151b6c3c7ea4fda92c3622606c92e31681d708b1af4dabc6d41501249b411e26125cd28b3438caa6aee2e2e80a73b27ee982cfe2140aeb428bcf2fab310989c914b9af8150130dc8c67bb8e792fa4d348c0e1e515c2489d95ab7942531050d4720264827f296b2200009b2a0197f7470d054e8d8dfa59c557483d22a6095f84002e5c37a4508fb5c68b763899c2ccdce402d1eff50347d4b31ce656a5753adfa31035197aed0e045ace6f08dd6134532ba2985c4e34c65e17616d3d8ca6a6b836916e0f1a0a37ecca4867017477323741ba1bd670d3b48b31f3ecc49b4397711fdcca59e8c6403c4f84733ee6a25bc45c25a314ca6bfd8b8f63e34114a9b9d6d537d68db068523cb23f5919bb96bf0e9d349becabab807d72f7c718b57e358c1029394e50ae8cc8d9ca4efcb076a886a97340c376deaf5aabd671088caa7486c1ec0cd2798b3a4fbb7c2dda44f104b35a0ec388e9b62a42e3a271e5d89bea7619276dccd2d5bdcfae810dda3686030342deb1c6082c2f4e37e34b28d7b19f7ed1cbc8898e135e4bc0578832b37bb1658ca01eb0759386b51cd50e979f7ed62d8dbc6c5769e7b9cc8fbc3483e0115d32fd1044549ec2dcd494e9436cb1499fbbd773f19a51a29c3e71092a22ff49ddaad47cfd151ffa558a70d8a798d66f3051e8962f8c61cd046c8af88638e62b21ae39589a192aa87583cfae76fe7262a949bd03e4ec515205563881b71443b7855673357b13264f510bd5764e38dbb3bef4ea3');
INSERT INTO public.identity VALUES ('01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', '\x01078f900d38b7788f34ac139c9034b3b8460fd028a1210b4513115cd57880462f13bd77aec157479956d94029c344647e8773c1966de10f61795b8c0c', '\x01c23b9c81213491d83d4e63c83ccabb00645df90efc5b82a23335b00887578b9bcf1a74e9e57d67a2399535370afc85bf105d85b6473cf5dd8211fd42ff7daddf78150abd58bb4afda5d85e2712f16999ea7f83756e09ccc87305da7a7878c8fd86e47f97f12956cbcad235d7cd24c3be9ef18445d1656c732656dc6d83fcbf369de7402514920b6e69222cc41cfde5c4f807159e0a674c94d5398da700fd5c7e2a6801341382495357a9fe6603fd52fcb65bf9da027d6a02dae04cf6438e1794ec2ef8d6b965462f58d43d16b1c0c9de30658130a0a0f7ea465e860e8b769fc1781dd98b25b39031dc14e3d64b3c33156d8f01adaed31bc2c898e0e9b3808159c55475f0b5a1d6502af40c2a5ce2cfca5591f7d0f39305300b1102488055d4ed1fa5c949873f0f3e2362d860576cc25a85760863a145068a41be2585653f2fc4badf82bfe738bd6f616f528c4f4f5ffcfd3b907812fdf770dba62a95e2bcc29f65c29490d12e10ec15e167f70a161d2063402c6b54ba1afe351d08672527b26da5183e6693ac18348c1937c99b89cd361330197dca12551619e24346af9452705daa9831dda196c7275d6a99779590a0823a798fe1d9bdf0e5d3e902c60a390b5031fa537da5497748a0378656550043f92ad602afd593ffa6df2bd02184059160d317ee43a8bb6586cdb94286684f0803b81a924c3cdc9da21fb480ec3c05dac3ef95d5ddd91d578928eef024b098546cdb9798c5dbafad72823cfe769b9cda9b0ad356abdbbdee1e212601fc08b78afd4b243af9dda5e3e3b5553d5937c2b7c22e8636cc0b35adead8b25641d002b2707fc9f714ba8972a7164a16fe9d9ed6917349d44fc9973130dcffcd01b9da5f049458856000210dbab513d593cc4a0483931291fc221ad80073f93c5448b154db');
INSERT INTO public.identity VALUES ('01a21d36-3c19-7f25-8bb7-fc92d6a11090', '\x0179240e133ce5366740ae210a17fb003a9a251ad107176654f151f207f2d90386b52dcc1a28a4e3e2096eb76547695c32018f8dca88b90b9af289736e', '\x01034143d91a5b03f155312cd53d5d5c8cffbcf4059741ea6879d3aad6388a5a6db979ed6e73ed5306b78f9b18fe7ebf600a2062abe20c876d0ec45c3f62beefad1a08e4d2834e15b5ae98699c18d1f646551a5cd466904e13d07569719d5e8056a363c062839433e1e4b8e6a875fde7fd7fc793834feb5c753afc6b8628f2abf1b233982bd5d178a9bad4c7f36d9a5670bd0e24f99829ea51cde85c64589cb84af7fbe79a214ffb7cf32d74077629cef700053741e80b2333b2e31aae6ec7ac6e782451c59d23fb1794edcb97f327a15d0e0496a75c31051ef93050544bad7a0ab5c92c49ce08f21711fb702289d77a1cc954206d51c6bc5f38897221b778af37a1b48902361a6c730e1f9dcd6835b9c32c44ce8eced63ec2c687dc805fce2d6f81a517c2ccfe25c8c05514696e448c67ef60b836dfa46128b6dc75d5fb20db0ef1068e15ef6476bb586c0463d370d0f6333c0d6b4bc8a1a16fe453355b53fcc6c6355640fdeff298a88bc4e555d341d24763867f8c794b51b5f8c6119e28c75488b2fe2e97dbfb6a18d6dd4ccb9665237df949f450c7b917632069898e33028ec3a7b91a283d5c114d8799f9cb207ef196a84c0faaf02957960df935dbd36e2aa5d8aebc049607ddc853da5078c6cc2a7b1ea6329798165aeea1b6163b12b52e147f40f1ca4ce94357f933e945f30a071702ca5f4ae229d7407538b0d8a77ab1dd1596c10ebdf5ceeb60b25ce98b864cb2795c0c0ae742b3502f194f66ad1548dd70b5729c6ae34d72753f3e04efb24514859f55de223c13b7b1a5d4476fbe9cda7148ad63a6406ff812b7f17f624a2244c18f5059b818ee14c55146d1286144b82ab066124dc74abdd2924c525482a304da0ad86b46bb0d1636afbddfddbd81e31d1c30e6eb40b1320db1c076aec630fb');
INSERT INTO public.identity VALUES ('01a21d36-3c2a-7704-b4cc-807d6c7a8287', '\x019f2db5fce6974507563aae90ae970dd70eec4777ec7ee6408e74f1184eac46f10e0336001007c2402000b1260544ce6df34cd9a341042cb138f8946a', '\x016df49274e7d4c8a02f40c2acec79f9c918e81623b6437f849c0e695056b4cd8cf1c6aaae876f45a8064701c464a17e7e05f844ead295f934d773ed9afa4428822a1142bc153325600afe7a5e3d7fad64e1a860c8df0175ce6bce5ddd9d552035837208e33aeb9dca63ee25d78ebc0be2d936e4fbed9fbd34f38efb3a8cb6a73ada2ba0b720f8371026771fd9638c45fbe9af0004ab754dcf1b174916ea74c290afbe6c3445b21d4ee18c439ed5177c6500cf8ad123e654de2e937bc17ab039a3a0c4aa62e64b6202cb9a5697b723f9170303957891313aa9603d14cff4c537c539a3d1c50382a9adc6ed943fb7c6649f36b8c39cbe11315d3bf42b11f5147656f7814093406772df32369947ec8430dd39b996a0f3d7d51680bdcba6b5686407ac47a805dc5345519d2014a20d5c31662f6240e555ad0b7865a40ee90389db820a3ad3f0d64fdcc151a7a8a17cf84353ac31a92635859b83e2716fd3b6de6440863381ff4cf5053639f0ef53fb8f41d7251d67a63d662245fa3601002f13710af2ee8a2f4f2e3934f5787a995e95334baab58b8b91958a8f88a099111035ad6aa2ef1906e1f0b823d31bd1122bd9e6c6bb2823828ba4ae0b69d76681bcf18cc4e2ab62e5b8414a4f484caa753d6510aa189c45795e1a69fe17adff5965e10090bd961cd79fdf3735d7c13b295fe8e4ace007889274364168e37eca4ff2528c4fca78a6c5bdd6ebced9feefa48b2365e8d6137db6ab4a4e1822295f04c255ed43c93a05aecd66e37d6f049267c8e236bdb81f68af0456628184ed6ea735349c50f5d85bacf01939d4cbd45d2e5eec0751fc7e2da843e495936863ca37e6a1be3d15b15da55ca2ae245b6d4a85119fcf48c44f88e20919e04bb6288d348dddd8f40f3eba831152f59f11048722b7aae4f57c');
INSERT INTO public.identity VALUES ('01a21d36-3c4e-7c42-b3f6-141c669c68f3', '\x01134e738184786610bfe00fe2a8da261c3fd38dd1b8e12e05d3d637096b752438ec3326771dacb029f74f3b7baa4759c44ac33f17753356e58f23842c', '\x01074396eddfb7b14ddcbcdce3bd267bbf620a9732a2c9746b093c9f5f729624e8079c7edfc3baaf94807cffa9d6811cd5dc7b4173647b68fc697fb5aef82cd4260975ad0f374cee57ca81ce75378fbf20248dec16ee8d5a6f45b077c06eed60caaa3d899db8c3f695c595dcd5acf594196bc281348b76d5afba444b344df892a09ec986f9756a2ed41ed9582377e30577cd3a26330ce9d8853f2b5283b037d70510b95b7240882517f5d144c17154f898c0170c227c3f5796270c2741e7ec52cbf5e01a065fa86191791a0823833b0c47658221907abd7855bba3c86db4b96fceec5e15ef31faa22a25be80ecbda779d7a999eda6fff79bad9d4e70caf2ce410515f307885c2244d430f88d517dc15594f049dfb637a0a2af6fdab078af8a40865e7f00b328db4057245e8e093f27fa15bebfc541d6a96fbf6607e26a44357e9480bb3ec42cc4205f2d1f4929626d529d7be082d734a0df30eea60e2f9eaec9dbcf652c9fcb217f365d10a96793b1c94c508ec30e2a755109aec1a27a340910c28922fba5871b5018ac86ff6a77b02f3c7ebeabc22c56406182110b0363c5c1b12de5c735444cf3b4210e39c9c56671776c1530c27d7d5bc75c1b6b070c61302d2379bc17e7130c5bba365db70486e897c0e478758af50e6a623e9bb84295cfc275396908dda116b7b85a8702a98e634843a3d8da61df731e85b90f8d05898ce73421b79c314524eafd1e6daca45598a42613e19e1c1f37b533bac80e8a06961310f80f5aa094f2ac9ed8b1f7e5d1c93614db7b9cb93073a00344474b5a8beafb57c8d1056e585f4a0dbdbebda7a1ad9a5398b80a1d4c072872a92ec8ec9bc2b807a9282d253f908af20cdfa34e58404f0cf8df5ec760449046f7c1eefd90237f666c3bb1b7a1d4b19bdf1dbc2de8ca4ce3');
INSERT INTO public.identity VALUES ('01a21d36-3c7d-70ba-abc3-c1919c657923', '\x01181e57c01cbfc5b9639f0e56173a798b77fb44dac3ccf0108744bc09042c735ed2fa23a5e757f4d1d4e4ca248283a324e0b673e3e304bc1dc9665c70', '\x01316327b7729c8720ce7f97142355ac8ef4c2686433e9f7b9c7b2b873617d87a45707b3eded5c811f80c1325e6cc5aa865e017808b8b03f03a0429dd501846cede89c4e05d6a0340988544be1cc2994443f28e7e90200b5761c3615c8c26e8970d2dee92c93ae18672dfdea847f5ca96dc2a31bf83b30fd08d300edabb2dd749ec1214ba194ad26859554b81943837f7c590c5ffc820dfd84b53cdcde8ba51b1adf593cb6412d7806abb903698139a40add8967858af87718e9fdd13ff29b203c340a7dc621d5d3ea5e5405553fd54a6ef6594495b59beacfe153497fa75c599fc90a352c2d79f40b8b84b57ce600fc7d396a2de43b2e75334707f6345040d3ff6c9d1348febf97b6526bb764ff07600402490072cb67c68335220681a054b4913e4ad1f646df4a8b871f418990774ad2483583464df54986ac891d69dd4e6b9d4ae325861bd4f4d07610a43e4db209e6864f3e56fc2c3ab0507b51ec6a7abd0c40ec0ede19306f12787ca0513b80100b87a97e04e13d4b07eeb4f8c936214d9c0d59f6b55c4e0d153df9dc44df3b760d5ca8bb2b5a4ca637a0897caacab8adf026204b8291c13fc31d8db96f94f20d518d063ae6e138c38bb023f8c1f249e11cf27ffd4a284648c4fdbfa129c9d3bf149b85cf92961b6461c28089be1fc9151e0dc789867a3e480cb7eacf56262eafa3c711451312f5b7a076b328edad2c5050a65a29d719f89fd62cb0c422624fac48be67dffd77b5fd2a417c43e4ade14797985a46cbae62c644c50c69dbed8e7c4c6b6f316b785c49b09a90e9db1c6c04288dc966f6513a1d0b030135580dfa3129d316881d55765ad57902edde0b3cc7517435820f0ff892c7127283dfd6879ae2d1dcd8c38b8aa4b059ac1b8e5944f6cc92025ea4731c0dcade8ace46d294b15a64');
INSERT INTO public.identity VALUES ('01a21d36-3c88-7988-a8b5-630e5694ef47', '\x017a1d40a59a802d6fd1ac88acbd849c73f42816ab4a9bc1527c20ead3d4d141d8bd39d85338cfe9e0122d3305c71947cafaaf1dddb973fe12999a87d3', '\x01941f8113dfb65929ee4a0b1f964f1381fae1387f6626e2005bb1f4eec711b7ddcc424d751150823c844344e27698bceede953b228b7cca66901ca88bf5f7182f6a940efbf6e7e8380bb1a5e0d3cb7e8599ef3db4c1dcc90bc33a20e78c22f9922fe181ff540e20fc45e23824491df7dc71615c6450c5386f5360ff6f71633fde6ea2fceb734c5f4d96e44ab34b6f7285e6e84baee65d526dfe51149afb07d28c37b09223313a4b457142da11e55cf31684a03d3f5b5f7375a9091ec809e76055b91840196db1705d9fcb4f6dc62cdeb7b3b5e7a4ef39f2a44edcb3c970411d0e4eac514d03f9acd9d055ba86a29db8e7ff9bc9b389172c83d430493ad852ec48b00c499e5a4a6eda69977513cba6fe82483e6f2ce8855cfe47d4e860b6647bfa7ceb05a87cb2342c8020f89e2334a76f3fa72612b6a904b805e6fa51bfd845e890e99ccde3f0e61576117b212f6596831275027c8abe6deaa31a532d596e4e7a8548c42c01b06dd865ea9d859141146fd0fb26aa4752219089b5b04f17077ae738d9b3fd1b30ae15d277524999c5b7544690d55f06aacce3e85c1995aedb55a00f3be003a33a4596d32bf12c295becd39003c504957dcaa272c44d48cd5e753a8e79601a5c403fd4e5f14348d318a57fb75c85bd0f3337245793e889f5adf8b8f31274ffbd6bc08431a496b3b8baace12918e0fd0eb4db272367adc1e45f82bda28d8cb8b8263028acd436f29275c7f0d87175b565934657c7e93bd6efae1e2b27fb778870ecc0461580438a1ad39ccda9536328daaa8ac063c7c7fca6ad254e194a67dae4c7e0018c900d0d6d61ce611eb5cac3e74d8be1f226b60928ddbaa658a9d803b78c4f4ea47ae13623647cc63e5ac297b534aa529068687d32ba866591e83cca14f1813fe4b4a7b04cadfc4c51');
INSERT INTO public.identity VALUES ('01a21d36-3ca4-77be-a42c-ad76b788d25d', '\x0115175a3ef9bd8fad7f2ef78a6c98e2fb822471f6d769a8e4b1efd50944de9e6e33db673e9cd208c950be735743a816ae934c1d3bbcfb5da24604d5ca', '\x01331991a5c46b3f0b0354059d97d7563a7c94e82b432e734bfbb9683762a1a9d7b6c120bcf045de160fbc8bbd36868a8bb2c95a1ea7424d944236b4e7e699b2463135d8dd8c63e8fe53af7a029a3d55c14c17b78944c0766a1893fbdbb23ca6936b70ccea6b7f37aa42c1d75a341a0275245defb15e81ff13e5f11b9863e4ca1d7ae326520823c0458e7d2c2db0ff9bb641f0e5600897fac5ae41858aee6b4c6c51936379561deb9dfe3ce657fb7b75431aef4d1f9e4b267feabdefcbf9c991703de540540d5b455175a71382ed4d089ff60adddb358662149dea9ce0df62a98b1b5185a46dbd4412a4b8c5e0b270da388258ee65702d786862ed5698cf6ad2d4a9b7a987490c07f69f7471150a934a8a1e732fb2daf95528dadbc150e0e28b06f715d4402aa272d957ac163c1dcdbfa01c123a3245143e2087b7dec39dd18504d92aa8b52a1f6204b26819d54d2da106ecdb2aa1176fd534999587270280663eeaae1ca8d71ab3f58c0bd1f502806cf1457f4af6cd35cbef039a173ec4ddff9156705024f91d525e3c0b8db587443e47176211609fe2f88f7c076c6d4c95a9245c96ef3b4dc5ced2ff2f36476c9b71ebac12e2df00e169188030d754bbf9d42f6706f997f1b7f61e27208ce3924167c757c7836533f59034fc7b14408545dea80b254bc3d9599974e6abb3bbea463229df86a601acc975fc4b9d63d2c7ff113f2b7277d372e040d5ba38f84e9954e4abb5d8f4eb40aefbc6846b77698ccf3678cbbb4bd95cb16c2d7b2ac2206e91afa9bb23e0f00b7472041abde89b60b801c376da4cf78a1071147017aad949c63af41fd9bddb111a94c4aee668067f887cf5a7988b127fa8ce7cb1f94228d3b0d9e06da841a54cb0555d1c684ecc1fc43798faa086a28ebecfbc3298853931cb9f2674');
INSERT INTO public.identity VALUES ('01a21d36-3cb0-75ca-aaf9-8fd801a40fec', '\x0121a745c2138bdc1b9e5c74a551ab86999d6a4ff291041c629ad6867c56c7cdd1f6e2a55f710d848e7001da0b7938f3c20063a102410453ff8842e2b2', '\x01b4c71a41fe2485c0505178533aca5f3e5079be9d0944e2120566318c7ff5da76e4eb76a4ae3e6f70f9eb4b5c86653abe0a36a067807a396e102d8634544c23fa4e12be2c60df7cbeb77c2ecfac4ca4c9da8b3b9f3babfb2a98b0bdda0da5db3fee426e9ce891f356639bbf7c29c01cbb0527577b1331aa90319f48dff4103dbe9b6be9994bb868191ba03281c2f798dd2a1f967e1987b4da925a5c9182439cd4f94fc26abd539893a37ee176d0fff06ce556f5e87943434d65593382266f08d177c0640f0fd67cfed4a8e08538d4b3c828c3ea07f442fc51269d2e181d7fe2e98dbd5428ba81c54f26627a4e0285265a4b84f177d8289600280048009674cbcb1f836c0bc650719259f785bf08a07074bb4081c78fb7cda85d77af9925a8e31f8760e8595fd10ec08a576b87728c659ee1fc82615e8de3102e37894ce8bdd78b9968b4dcd4f4ffaa5b6993ad97116de24b454e5d679da9bb31f62a874d2904e7acdb8e3893e5ea8f594b8734ea4c57c4861d4df471d6077c340c235e4532c0bcdaf3d70c3d2da2a73409a79df03cbc9941c175bd5c37caa6e570f4d2594c10497589d7e44fac5016ec34c8ac71bd07ef0dcfa8c4eddf2b6c6c3d0d321cd4ecff53bb4d4e7e77acdc2511c7ec4e68bb461033945876b54b37a5b9861ee47033bdba40bcc10ad5dde2c1313b5d2aac08086838600a6779edfed0a6caa554e1cd992abd59905c2b56ea5d7aa3622b0e981125b626dbbd5478547e6058e2d91995bb9b9a5fbec5ee8343817188b59537ce731b92c926ea2a1f7e5b0f0a7c8874cd6c502045c3e20bee2de53731bf22d706efa5900f44db18cbf5e18e0b18ea48b689579b026c97880354e18e7bae1f732ac449d2ce57636ff7cb7e5e8b2d36339a174fc5f87249b69627ed911f0e55d4dcd45e');
INSERT INTO public.identity VALUES ('01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\x01eaba754a45fc3e7bd6cd61df960be2a3be9c688511809b7d90686c32cc0d22362be700548855ab073fa1d555b84f6f8ebcd6c09a7d3341c99a582252', '\x015a27b9263bac714be52be98da2fa607fb960431e78d526d88ece2bfdf35433b9493758617889fd55a0aa1bf94c69c110093548a8a9305a48ed8d5249291964876bbb52917d5904f802e28c73cfbbea80a10f9f3008a52409819b06eb2411c6690f21ed469afdd4f66582200386e728665000e937691cf0cbbb9e131b7c9ee1a8a25650b25abdb065d176e3a98d234bb7df504cab15e9d75fbddb40c45e4bcf231a964d6d418e80466dc6d06a6e181617821ec1fdba208cb3d95c8295a362308b51f63a7d6629173e892ce60501ad9e473a572ce134bf782f14b442eec64061b5fc7e5bcb8d37e4841088cf1174c9c515fb3caace880298bacc62c3d83f90f717edd9cb03c65f0bf25052e9c70330051e0f6d3677c80af9b9c6ff0293dccadccc705e521bcffb7a0f0d703e1e873f6d313de71eb687d31c005c6a2887716e4473f2c30c7ae2f49c4cdb3fdd9b4b52811d8de8965024ac1f48d88f0742a1ff02b104768b1b43cd2df66df63c546c278bcf48a6c79fd78eb02edaea90c880da940bbfb019479fdf81beaa6da14fc8d2c98fd77ad72828df797afeafd981ac9a49d2634ce6efd6dcd5a76706bea0daa997ba60fdf48ee320d7dc02f33c6711ba53d8a74615e90956a278676c4c90f842f541ec3a8cf31bbd46fe974ec8e8f53cde9a20c08933dcf85baf35c0367f0f6dd1db5d6bebcec1d934e4a08b9f5ff13d19349758c83023b16a96128e6a7f1cae0d1491d866425f89ac12e10aadd4b72b1846a8f60bd3563b2695a088888a4abd57b29c9c8119ca5ba8775e4c0b7b44a2206ca179999242385e7afe2b81d31f2fbfa506ed5b617e9de7f8446770851b53cd6d9a8f1464f0d4716380f050a719046b147b93529017668fcd998a0fede9341a22eca3c38457ecd89acb42b78a8865688223');
INSERT INTO public.loss_case VALUES ('01a21d36-3ca2-7f29-81f2-4f393730d99e', 'BM-MNSN-TS0C', '01a21d36-3c88-7988-a8b5-630e5694ef47', 'lost_control', '["phone"]', 'hotline', 'open', '2026-11-23 02:15:10+00', true, '[]', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a21d36-3b69-76a7-a939-0e63a743cb05', 'mail', 'queued', '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', NULL, 0, NULL, '01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'credential_added', '\x011207d0d00874cd9a3ff534263964299b9dc65c424031dfe036165a9dfa73e0136b831dcbb611b25d3e9a25bb10ee227a86d0a0a175d6e7217cf564c3cd', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3b91-795f-a998-915274c09c3a', 'mail', 'queued', '2026-11-23 02:00:30+00', '2026-11-23 02:00:30+00', NULL, 0, NULL, '01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'credential_added', '\x01b244620e63f1f60f60c0607dea1f4495d993ae6f28ff32ff03563de0394490a77ad4f7d283599ccd64b0f2d8536f186ee57ac8e86b8f0275c9105dcc4a', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3b99-72b6-b607-6e27b45da1ef', 'mail', 'queued', '2026-11-23 02:01:00+00', '2026-11-23 02:01:00+00', NULL, 0, NULL, '01a21d36-3b92-7164-b46b-c4e848d366a8', 'credential_added', '\x01fb3bbb34ec5ba7e98a6e0d58725895a8fd5648e822f40f13e4576453c86648fcc172709e60bf190c8049be4f9eef68cc9393963e1c4a39eb16b961ef29', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3b9d-7e11-94e4-173f50921ea6', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a21d36-3b92-7164-b46b-c4e848d366a8', 'credential_added', '\x01b4a4ee426445edde3f5a1416d90d90f2f649fc5ab18840c9f660715db2c319a3424807fc73bf85b3344d47b5ae510f963b89c2eb26de0db1299befa32949', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3ba6-7364-bcc2-7a5a4e83f450', 'mail', 'queued', '2026-11-23 02:02:00+00', '2026-11-23 02:02:00+00', NULL, 0, NULL, '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'credential_added', '\x015b4f80c2a3ad82108fc5541e3d324639106edbc647740950ad434b0749f269a151e8ebb5be8c4a04e28de4f76fb8f1df09fd734960f62901e9b8ef8854', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3ba8-7caa-acaa-693628ad0018', 'mail', 'queued', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, 0, NULL, '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'credential_added', '\x01c581a5c5e9a6a2214721e5ab55b87ba91a5f1790991f052bd5bb454e1a69a61fa9ddba3a251f765f6ffbfd757d18276314a170a717bcdfcfbab8661d36e4', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3bd3-790c-b7bd-aa320b8fd202', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a21d36-3b9f-78f6-a1e4-600af1d97145', 'first_sign_in', '\x0104596cec261c020fd7d259947a4414438b6d3cbd8590115d640b6f890a3354145be70e9055baa2432df95d6fd898804ea50a1f21045579f2c9b698234801ac9deb6beb0dc117159a341e24cfb3cf22983e67126ebb7248b75c9de168857ae496f80073f4c2079314798a74a3c57dede8cc99f409be9a218d484ffc9960ae8ab94cc24de6954c5df9085ec400', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c08-7e00-83d0-5963030ef4fa', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a21d36-3c01-789d-adc0-d06585caba10', 'credential_added', '\x017ad6663386d94cf55c92fc96557f0cae00e5b47f80d755a0f89f6ce665e4c5d636c9c273dc52b7116f05b2c01407027ffe1241cffd88b4d0e3af9d7ed4', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c0e-7781-aa1b-eec5c1e020eb', 'mail', 'queued', '2026-11-23 02:08:30+00', '2026-11-23 02:08:30+00', NULL, 0, NULL, '01a21d36-3c01-789d-adc0-d06585caba10', 'credential_added', '\x01fa253569ddb2ed557b8e9a1be311ae52e5c04fd002dd80b84742bee56869a539c0fcbc1e6d7cb848417b52fa43c2ed82b2ba56f879be76d355aa7b215ed64d8a47', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c15-7c41-8048-aa297ac267d8', 'mail', 'queued', '2026-11-23 02:08:30+00', '2026-11-23 02:08:30+00', NULL, 0, NULL, '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'credential_added', '\x01f1a22577387a7532c2ae37ba9bd05d3d841a618f296ca3646f1d88457e88ccc890bbea92d1f64a0db84932b98814652c191967c591218e86cb2a8f4deb', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c19-78c0-ae30-981def56f84c', 'mail', 'queued', '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', NULL, 0, NULL, '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'credential_added', '\x0149969cfe02416b4debb247a88801ca1f4cb1d0774f2ce53bee77068301f36ea791ada3a11cde0705574fe4814dd7024a80107141fbe9233129863055081ade4e51', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c1f-7ee5-9e31-676757643fcf', 'mail', 'queued', '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', NULL, 0, NULL, '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'credential_added', '\x019704da7fbe909602953a188b72da29004f0ea97e08d28734643b0cca0f92f310a9584baaa5e723ea114629b0cd7b8a7f4c14c0c09bdf266cc29a40d47c', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c26-7b32-b06e-33ad0a213ca8', 'mail', 'queued', '2026-11-23 02:09:30+00', '2026-11-23 02:09:30+00', NULL, 0, NULL, '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'credential_added', '\x01a7a65ec7f5f8a4124663c2807bfd7a3afc7735d061806bd6a8a4869c60c3fa087763ebc11e59d09e380288e2dd93d47693bd30d046b1a3c0922dd7f56e1617337e', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c2a-71f9-a204-8c64593c5298', 'mail', 'queued', '2026-11-23 02:10:30+00', '2026-11-23 02:10:30+00', NULL, 0, NULL, '01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'credential_added', '\x01c8aff349e7538b5fc5838a06638d84b5feb6ac95b78d1c2145138f303ac88cc228de78543ada013fed543c7974bf2972e14756b7fd7a162c', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c2f-7d46-bb1b-be91cce62f48', 'mail', 'queued', '2026-11-23 02:10:30+00', '2026-11-23 02:10:30+00', NULL, 0, NULL, '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'credential_added', '\x01b44ee72cebdbc36d9be31fb50138bfd6ac62d0269e7caa855c210d481b13dbb522802ec901737c250e53da40e6e233aa97774ac288a4fa1a90eece45d4', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c33-76ab-b21c-cb25eaeae41a', 'mail', 'queued', '2026-11-23 02:11:00+00', '2026-11-23 02:11:00+00', NULL, 0, NULL, '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'credential_added', '\x01f8da35b3979b09c2f1e9dddc27507fe9d61fdd38d14bc2b8f6e9a0d9ba55f4e0caf666a9b3e714ffbc11d2bb1b915f8920091d115147f3d4aa5b6146a2397f2ada', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c35-7bb4-ad10-c28523e6dd95', 'mail', 'queued', '2026-11-23 02:12:00+00', '2026-11-23 02:12:00+00', NULL, 0, NULL, '01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'credential_added', '\x0148644e5889aff18cc183dcf6b3c070303fc21663f82c7292cfd9921c94e1951e6224e5a29211c313fd3f1280af87b5e0803af89d3990d753', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c55-7a6b-932d-de2ca31a6fb7', 'mail', 'queued', '2026-11-23 02:12:00+00', '2026-11-23 02:12:00+00', NULL, 0, NULL, '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'credential_added', '\x0193f0500a7bd5ead5848506bb76184d6de9141d905422fc4ae656402746b0e5808bb4946695408803dca8262548984eed5a5a804c1a7144358ae69e41c0', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c5f-767e-9ce4-da4a6263d8b6', 'mail', 'queued', '2026-11-23 02:12:30+00', '2026-11-23 02:12:30+00', NULL, 0, NULL, '01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'credential_added', '\x01b0f103b6650e2f911a9cf74bc811963d588298bdab38ae7f4c6fa510cfb351885247e2be4866abb3e16d6c2dd9acb6ab5cd151eb8a269a73190fe8227319', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c86-73fe-a2e4-bf95e5034cd8', 'mail', 'queued', '2026-11-23 02:12:40+00', '2026-11-23 02:12:40+00', NULL, 0, NULL, '01a21d36-3c7d-70ba-abc3-c1919c657923', 'credential_added', '\x0149fcce786215c3d8afdc35b9acde44f25911b1fb27ce03b30868463613de5493f58685e2b47a094f97701024180f76db4c5aa17360be5ccc1d2018aaf2', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c92-749e-ac08-c0f407fd082b', 'mail', 'queued', '2026-11-23 02:13:10+00', '2026-11-23 02:13:10+00', NULL, 0, NULL, '01a21d36-3c88-7988-a8b5-630e5694ef47', 'credential_added', '\x018f10f50f34659f294ca15f10f3b5fe6ad8f553094b8559ea428fd201fa0da942a8a27a7c43c39a2cfee686c5855cc6ab4ef7a197513dba75cddd1f6fbd', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c96-752d-a3dd-608eb21097bb', 'mail', 'queued', '2026-11-23 02:13:40+00', '2026-11-23 02:13:40+00', NULL, 0, NULL, '01a21d36-3c88-7988-a8b5-630e5694ef47', 'credential_added', '\x01fd9b6e58f8543a7315d84d8a67fa9329bbb3392981a27fde61843383327751bff9eb0f951c4c107f32b1153742a82fe16383ad7706b106f9ed57b631b463', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3c9a-76bc-82bc-6541002b73c2', 'mail', 'queued', '2026-11-23 02:14:10+00', '2026-11-23 02:14:10+00', NULL, 0, NULL, '01a21d36-3c88-7988-a8b5-630e5694ef47', 'credential_added', '\x01c6084e8f191d30445c40194114847147f32f5696c8b3a026126fd50fc708d4f9232a630ac6cc3f01b276d723dba624025656dccc4212c329058ebab1a4098ce6b4', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3ca2-789e-aaa1-0978e8c084cf', 'mail', 'queued', '2026-11-23 02:15:10+00', '2026-11-23 02:15:10+00', NULL, 0, NULL, '01a21d36-3c88-7988-a8b5-630e5694ef47', 'loss_reported', '\x01145c9ea251bf005b6a82914231d5c14d55ecb58a2447c67359ddb9a3837d95bf252c6c02e90fd1d33381b5afae714848c72d5e2bf153', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3caa-74f4-a491-c457364a34dc', 'mail', 'queued', '2026-11-23 02:15:10+00', '2026-11-23 02:15:10+00', NULL, 0, NULL, '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'credential_added', '\x01f543b5000ac362b4d36ddd23440a675a6607c6d687dda2ddbfa8e46e240e6a4833d000c2b447c8c196beba839564844f08e923b4a703c7a44099782a8f', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cae-7286-8324-fa0c7bd71352', 'mail', 'queued', '2026-11-23 02:15:40+00', '2026-11-23 02:15:40+00', NULL, 0, NULL, '01a21d36-3ca4-77be-a42c-ad76b788d25d', 'credential_added', '\x0179da06cce5a861f412c79009842009a81707945d51767c1d9fb1f0d26c851ca6c321d7a833fa8e35906a8816c35d570f0603bff54a906e14ca94efba6c41', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cb6-7f60-8a63-9bfa21bcf3d2', 'mail', 'queued', '2026-11-23 02:16:10+00', '2026-11-23 02:16:10+00', NULL, 0, NULL, '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'credential_added', '\x0113ed5c0740728fa2e092f759dd4285cc83069a0c198d8f31b549f7fbb84ed4c8fba82e2220cb9de76f32361c4882f765e6aa74b525e489aa20fdd58627', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cbb-78d4-bda2-a5ef825e0b25', 'mail', 'queued', '2026-11-23 02:16:40+00', '2026-11-23 02:16:40+00', NULL, 0, NULL, '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'credential_added', '\x01cf7398067885caa275ab5bc1c715b5f7debfda6192783dead39b240121517df3cacad4f055ab6516a0249abd8debb80d0ce793eab5def0d4308b0d401d4a', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cc6-731a-bb4a-5ee7941a9286', 'mail', 'queued', '2026-11-23 02:17:10+00', '2026-11-23 02:17:10+00', NULL, 0, NULL, '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'credential_added', '\x01cf344856dfa5fcef6c43eb7c37f8cb986500becddd80da0d5e278d6399fdc775a0cd2af6884d590d3c2ab0941de57f6c908892eab0ff5119a57c20127e7753461938e3', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cc6-7a07-bef4-6bbab12ec0e1', 'mail', 'queued', '2026-11-23 02:17:10+00', '2026-11-23 02:17:10+00', NULL, 0, NULL, '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'means_recovered', '\x0147dafd040a93a5facd6ebc35d9508b8afe3b744d23b4ccfc7ceadb461484', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cd4-7f20-8181-d59732c1c5d5', 'mail', 'queued', '2026-11-23 02:22:10+00', '2026-11-23 02:22:10+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'credential_added', '\x01b17f9fb734dda0f184b05005c1ae6d7aee1fe990ca596f86dc414183f26543d904a60c0751eac25a824bd50860310d2676380fe36583c7620e0f1ffe27', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cd7-7b7c-9c52-8edec1348a88', 'mail', 'queued', '2026-11-23 02:22:40+00', '2026-11-23 02:22:40+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'credential_added', '\x011eed6406bcbb7018736258e374b4d65f35ece2347626c6b4a30f87e7b2bbfa7a86cf808c19b4ccc480795ddae574b96b9b7c43be9579834f16288ebf1cf0', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3cd9-7ebe-b081-5fa6c131654a', 'mail', 'queued', '2026-11-23 02:23:10+00', '2026-11-23 02:23:10+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'credential_added', '\x01523bc2477a1948eec2944ef4af23289e94bfeab6076f0e819b96e80bdd5dc5011c512376cdff63d8d65599f7bf2b81f690610651f04b61b17bc258764fd4718b4ce5dc', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3d32-76cc-b82a-89d4290bf211', 'mail', 'queued', '2026-11-23 02:23:40+00', '2026-11-23 02:23:40+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'first_sign_in', '\x01934fdc52ae6112098ec839a526f529492adedb106ad2755a87c1b017190179f1fb3e8a500eb8bf322469ef0cebc0c98a6e2c254d7c30dab0afc37854dde71edf6f1836dd21ad0223d8877550ec64d79ead984c3cc75e63a3c897e5d924654846dfb13fef254533e864f79d0d0016786c5790e5785c6a6789d9a14324cb9b35f8e8e463de1ea20f11cb7f6c36', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3d85-7d0d-8cd9-52da6d0ea20e', 'mail', 'queued', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'first_sign_in', '\x015b4cc24f8ca1d169a584c19700271e1c5b395aba90355d713b97dfd0e02a9cce324d9422f8459cde3b5410d325fe3ee4819a03aaea3d4e68484e0920849b5ac46a825bd15d7eac9cd8aa55afb4e8f77a897982930c6df7de5d3522ddad7301bc822ba87c52005a588d0b0c957df86ab872baded195c6f5d2d57274c164ecea2eacfb547bb956c3cfecce364ccaff50fd1512143dffd0ac012715b21b12b17f916692eea3', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3da1-719a-b2db-07915d5535bb', 'mail', 'queued', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'first_sign_in', '\x0177062b2a82b24f8b9a82dc3ac952042c0fe3f67b3c45566a958899453adce2bb539d6e238450b40b02a726c1afdc38ab9eb3c52172df09b6389cd7316c7b910b3dcd0156d2b0372b03f0cfc929cad42609d63e3b7c11ee3cc2e0e4fa64c41ac12495c412609823a0ecaa0dc7196809f553325f8dba414cde28d4447c6d593cde32bf9fe3b9c2b1a86470db4c6917d117afaf476cf8a51f423e4f8c7ada4865fbffeb115f381a2dcf7ca1f9c3d7d979d432fdddea919015cd587d04d63966', NULL, NULL, 'null', NULL);
INSERT INTO public.notice VALUES ('01a21d36-3db2-7d28-9900-27f89cf27d77', 'mail', 'queued', '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', NULL, 0, NULL, '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'consent_withdrawn', '\x01f9d497d3ddbf19abbb593f4817033fa5c61b5eddb6d54b5bd0335b54ee4378c374e8ae72faf2ae6282ab215b8eec1ed7d9b81fd8d47daabd02ee4f042dad933ce9b4c3a99c33d327fef3545841921ae24e40ec459f9b8de84413ac9516c64075a2f61e5d76d795eca8ecb67b0973b80a81a0129a072f872201cbc8d324d1a4ca89fccc48bcbbd30aceae1e6d0451b52de4d20d555ebfaa8278a44b35bee9377fa0d63926a58a9988766604a3e79c581137d7ec0f4cd137bc01d9ec8f8a7b', NULL, NULL, 'null', NULL);
INSERT INTO public.passkey VALUES ('\x5f8a433424da7a6ee92262ad9ef35d87b772a8e2b3bb3834ad2a814a5268d415', '\x76ac77fa9751ad9d412b004b8c3faa2c2c106ee2bc55ea64933632d88cf8f6aa', '01a21d36-3c0c-77ca-972c-7be9e6a21fc4', '01a21d36-3c01-789d-adc0-d06585caba10', '\xa5010203262001215820eda1c55fd6a85e86232d710803e85ddf611a343a17b863f1dd3219d1d2e727ab225820bb5310beb65deb8a211f98736d87299bd7b9a47ec6e002df6d5068cf6a9f3afa', 1, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey VALUES ('\x02410a323c30e669f285cc7e77619911c58a6e3decb90a0bce9a7adfd9fd8a22', '\x83ff25435053bfd68051d77a8280a4b4fd006527dafff45d34cc9c2e6f614fd6', '01a21d36-3c18-76d6-95bb-a1da78603d47', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', '\xa50102032620012158207ca1e01bf9b534ea2067232e9f38476c0808927007b25e0704094c0fc175c08a225820628ac8bcbcb325175641b6ac5275cd64a68912fc70587f073bc79affb46f9d26', 1, '7a1f4c62-0d35-4be1-9c1e-5b8f6d3a2e10', '["internal"]', true, false, false, true);
INSERT INTO public.passkey_user VALUES ('01a21d36-3c01-789d-adc0-d06585caba10', '\x222b8af12a8c0af6416507048879f1606639775c28366ce1182a61f301fa37ff');
INSERT INTO public.passkey_user VALUES ('01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', '\x9290c5174ed6bf5fd636d725321b47eb4420091115197ea41a08c38646a4d0ad');
INSERT INTO public.password VALUES ('01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', '01a21d36-3b66-79d8-b305-6cf33d780ec2', '$argon2id$v=19$m=64,t=1,p=1$v7WCyprwUii8JMPDbVKCDA$iGvW2C2rQUlXDiFucZ1dOIFyUfcl7WeaJtsU4aG4M/Q');
INSERT INTO public.password VALUES ('01a21d36-3b89-7e1a-a990-fd4b61eb9d95', '01a21d36-3b90-7492-a676-58f006103eaa', '$argon2id$v=19$m=64,t=1,p=1$agtNaXJlzP0zfFpOl4sOXg$oYpBmjSAagm65GASXvuFlR39fS4O0t5UelBwFOteXxs');
INSERT INTO public.password VALUES ('01a21d36-3b92-7164-b46b-c4e848d366a8', '01a21d36-3b98-7285-b890-419f65b0dcf9', '$argon2id$v=19$m=64,t=1,p=1$upWAYor14BuNPJo0nnYQvg$mA3EcseTDmfhSUzoGFNJNuqeeC17nnGAiQBORHPuDeU');
INSERT INTO public.password VALUES ('01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3ba4-7fc6-86b1-5ee07305f9eb', '$argon2id$v=19$m=64,t=1,p=1$2Qa3XJFsdFpqTkXKde65Hw$ubCKWgVKp8gbngz6GOE4vo0+5ImG7EkeNlv+zZoXNik');
INSERT INTO public.password VALUES ('01a21d36-3c01-789d-adc0-d06585caba10', '01a21d36-3c07-7ec9-bc86-7aa95ae38154', '$argon2id$v=19$m=64,t=1,p=1$VTXg8BZAF9O2QzH6iw+wEg$cRht81Paw4e1eF+qDsKL+Zea7RMqwwOt/Kd+uFOl/iY');
INSERT INTO public.password VALUES ('01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', '01a21d36-3c14-7a64-bb9a-4cf3395a9caf', '$argon2id$v=19$m=64,t=1,p=1$OUByCxY4Kz/2LfG3wJULyQ$Z3WEy4jiJJ80XJHa05yHxAvPFmehrRYMnBi/2ol1cw0');
INSERT INTO public.password VALUES ('01a21d36-3c19-7f25-8bb7-fc92d6a11090', '01a21d36-3c1f-7270-a8cf-eb072fe3eb4d', '$argon2id$v=19$m=64,t=1,p=1$IS/cpdbhQTCUvmUwr93fzg$PuyoEfSYnHVmg9N4r2JFCKbzjSoDdl9ke3lzdCO8Czs');
INSERT INTO public.password VALUES ('01a21d36-3c2a-7704-b4cc-807d6c7a8287', '01a21d36-3c2f-71d2-994f-e3cc7d8b1fb0', '$argon2id$v=19$m=64,t=1,p=1$Po+XMhG4Ak7D6Ea0y75btQ$AfZZU48ETS0ZCsCzK0vOzhfMT+Azu5KUHYoD9kH4zMg');
INSERT INTO public.password VALUES ('01a21d36-3c4e-7c42-b3f6-141c669c68f3', '01a21d36-3c54-75df-bb6c-c42384df074f', '$argon2id$v=19$m=64,t=1,p=1$r6Kt1xMKDmW9RXYx/y3z+Q$mRq21z4ZjVg44uFVUE8rG0BTe2FhrXNA2ot40CkFjjY');
INSERT INTO public.password VALUES ('01a21d36-3c7d-70ba-abc3-c1919c657923', '01a21d36-3c85-75ae-a700-e8df9bc6e334', '$argon2id$v=19$m=64,t=1,p=1$tn2ViIrNhcJmALw1mu5Djw$rVMVgwTbotRRM6MLPBYciVzOq1tQFOh0gJSRJwJdk3g');
INSERT INTO public.password VALUES ('01a21d36-3c88-7988-a8b5-630e5694ef47', '01a21d36-3c90-7f3f-84e7-3f063ebc9c52', '$argon2id$v=19$m=64,t=1,p=1$ZJ8BvZ27QXkhVR0EbHAisw$d1Hs3CyFeFNn82JKHt5Y3TQAsPgNaJTcDLsSeGo74VM');
INSERT INTO public.password VALUES ('01a21d36-3ca4-77be-a42c-ad76b788d25d', '01a21d36-3ca9-7899-bf5a-7ec5d10d7a8d', '$argon2id$v=19$m=64,t=1,p=1$DaWw/PDf3C47XZCHT2fT3w$viPlZdhY7Sw98zUybv4E+rM2YGKqNTsfNzw3koenRLA');
INSERT INTO public.password VALUES ('01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3cd3-7fc7-8477-09f3e0cd0caf', '$argon2id$v=19$m=64,t=1,p=1$LalG9kEGkkQuTs2ryVYzJw$ybbCLHxX98Ycs0xUX5y3RT80d7L9QfF5lpitE/Bx0oY');
INSERT INTO public.pin VALUES ('01a21d36-3c19-7f25-8bb7-fc92d6a11090', '01a21d36-3c28-7f20-8eb2-293e2cb2ee6c', '$argon2id$v=19$m=64,t=1,p=1$6yK4WTPDgPj0BY9yvvXyPA$LG394r9Vse2PiOmiroW8xLo/Zwh8aVO4m1UVIdbAcbE');
INSERT INTO public.pin VALUES ('01a21d36-3c2a-7704-b4cc-807d6c7a8287', '01a21d36-3c34-7a89-964e-8d68a201e5e8', '$argon2id$v=19$m=64,t=1,p=1$Ry/2Pwn0xRX9SclU7DM8AQ$cYdivP5iD2KM3fc1Gausofrr/ceGavtSr6RLXxLm2Bk');
INSERT INTO public.policy_change VALUES ('01a21d36-3bfd-7465-8ea2-9b140ed78ae0', 'biometric_passkeys', 'false', 'true', 'in_force', 'an', '2026-11-23 02:08:00+00', 'binh', '2026-11-23 02:08:00+00');
INSERT INTO public.policy_change VALUES ('01a21d36-3cc9-7ca3-9aaa-14f373eeef48', 'disabled_means', '[]', '["totp"]', 'pending_second_approval', 'an', '2026-11-23 02:17:10+00', NULL, NULL);
INSERT INTO public.policy_value VALUES ('biometric_passkeys', 'true');
INSERT INTO public.proof VALUES ('01a21d36-3b99-7a72-a8ed-78f02e2ba159', 'totp_enrolment', '01a21d36-3b92-7164-b46b-c4e848d366a8', '\xbe99a8b35a3fea0d31530921060a6e18f6793dff7b180174abec3aef6611fe1c', '01a21d36-3b92-7164-b46b-c4e848d366a8', NULL, '\x01711764d4c5e6959b113c843a49e54cfba2ae7f1a37c2a0134e86b82ec6edced2e8a51ae7db250dc0b737b336e4768245200e13b9fcb32f7baf368eaa7f4993f1294e83a46906a8e055c6acfaf8df2dc0b0b5ff52917d014ac819475f', '2026-11-23 02:16:00+00', '2026-11-23 02:01:30+00');
INSERT INTO public.proof VALUES ('01a21d36-3ba6-7b7d-950b-3d17f06626fe', 'totp_enrolment', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '\xc85546c77aafbf1ec16188900694f7ab010aeb8e974b596556f2a086d93df0ed', '01a21d36-3b9f-78f6-a1e4-600af1d97145', NULL, '\x01e89029498ac30d6cf2dd163ec28991120e07973f5ae92510f2fca7c25610f4a249c34a717eddf795ff74f2c57d7c5dc3887e9d9e46dc167e44833379c58b7334ea457851ce05fe3fa21a29c020ba5c3ab108afa05cb76ec2604a2e24', '2026-11-23 02:17:00+00', '2026-11-23 02:02:30+00');
INSERT INTO public.proof VALUES ('01a21d36-3c09-7440-b4a4-c5b8e4ad872d', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xc0164b3669dd73591abfc9ddbaceb087ecc885fe41ba88bd9b57b9d860d35077', '01a21d36-3c01-789d-adc0-d06585caba10', NULL, NULL, '2026-11-23 02:13:30+00', '2026-11-23 02:08:30+00');
INSERT INTO public.proof VALUES ('01a21d36-3c16-71b7-888c-40bd3163c3a9', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xf10e586d51243b97f8eb6f04a800cedebe1fb18d50f442d07ba45c0676304407', '01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', NULL, NULL, '2026-11-23 02:14:00+00', '2026-11-23 02:09:00+00');
INSERT INTO public.proof VALUES ('01a21d36-3c22-7f35-85c5-41fd5afedd46', 'app_key_enrolment', 'app', '\x82fa679e407b0f56cbb038ae299fa1581b950fe8b3199d749ed0d689d4f68426', NULL, NULL, '\x0165d8fb1270e600a1a1fab9d193f5b0afad0e946432d6b1554998df857a84132aacde336ee32c73a073d717814e00d3d8d1a657f8ef9aa64e701aee20b5cfedbc6851b4417917bce4a85ea8b4b175d4246266df6b9d5ce4b8b32b095b48fd59269003c17d9a6638404ccf447240f40ce000234bf8404171e8793b147509152f57407fbec1830398afaf15b9f83b4d1fef180693', '2026-11-23 02:19:30+00', '2026-11-23 02:09:30+00');
INSERT INTO public.proof VALUES ('01a21d36-3c30-76ea-b390-14bcdbee1fd9', 'app_key_enrolment', 'app', '\xb5effddcea43e59ee55b512d385c7b25ce05373f969a2f2f3037c1bf243f0576', NULL, NULL, '\x01eee2b986086ad57d2a0e906b48d2d061b213e71dd559f3d4e1646b31c6e164df80c53a1ed92e52fb94abe380aaeec44fcb0846ce499de458b5197d13a61e99b174cd7ec9090837836caebaeb08ddf5', '2026-11-23 02:21:00+00', '2026-11-23 02:11:00+00');
INSERT INTO public.proof VALUES ('01a21d36-3c36-7130-8023-ebcbb07d1c47', 'app_key_enrolment', 'app', '\x52a5528c0e642e3e77313539e45dc8cbf2f14fa52bbc470c314673a754b8c78d', NULL, NULL, '\x013b082985be5854be79e1a6953e102342dfeeb31816ef9915120f5395f5cdff8c1f602aae748254dcf2ead1585ff17459eb8fb23ee86b3341fd7a5c0186109d91981ab7e9e2dd751c4dee446d282365', '2026-11-23 02:22:00+00', NULL);
INSERT INTO public.proof VALUES ('01a21d36-3c57-7b96-858a-0b93f264799f', 'card_request', 'application', '\xe97ae09cc71cbb84623bd5bbc209ad75912d8ecf633979681fe366f30288c8f3', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', NULL, '\x0188848c67bb1b83a613b320ea9d642ffdbf894653087036861a1a07a9fb6eb54062c96edd09e8ef02b294933063b6db5d921f343d9fc5ccc1a814beb6b60f1137b84e15ff3c35b6322e66ff7cbaf7b3ae886b377ba45754b911db563f6ff02ff416837f1e9c14d45e2890fdc81e1d01f99d2a82', '2026-11-23 02:17:30+00', NULL);
INSERT INTO public.proof VALUES ('01a21d36-3c57-73d1-bddb-fd93e3444a24', 'card_challenge', '01328100b58584ada5455dc7ce3664fa9c9fcb39da688d4a1299354b4f280ba6', '\xd46554c0477025434ce4e7f5ffcf386d17c9f9b96588e0f2acf57c34ae20f587', '01a21d36-3c4e-7c42-b3f6-141c669c68f3', NULL, NULL, '2026-11-23 02:17:30+00', '2026-11-23 02:12:30+00');
INSERT INTO public.proof VALUES ('01a21d36-3c92-7b2b-ad9c-3f5fc881347f', 'totp_enrolment', '01a21d36-3c88-7988-a8b5-630e5694ef47', '\x8e8fd369f2fe8a737eaf3c41c8d4702dbf8b797bf0e78cf7990df1385c208677', '01a21d36-3c88-7988-a8b5-630e5694ef47', NULL, '\x01d95b1a2d6da724efd3f342b3f1274624ffc159c8931637b11f9d2e7107e968c8195a931746ac97c573253a02dd38ca48478fd2f54931df349150d0a4d19a6e25a60756a364f450e935598ab2935cb1286e7d6228d0618316da9fb06c', '2026-11-23 02:28:10+00', '2026-11-23 02:13:40+00');
INSERT INTO public.proof VALUES ('01a21d36-3c96-7ecd-83ae-44c4d21dd5aa', 'app_key_enrolment', 'app', '\x2b23a129cbecff9cea26beab46ba2b049b5e3ccf4a495b5529431f7a4f2e8c61', NULL, NULL, '\x019ba580677c5649ce102fcfc31fd27522921f235b5ff6fa9add3c31908addfd6c58a63c6e0cb69f921e6c4ddf84c64fac6e8790f297f3f45bb79fb562dfd346cbe6b765183b5c27c852f911a7bbfce4', '2026-11-23 02:24:10+00', '2026-11-23 02:14:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3cab-7266-8afa-92a812d04efb', 'totp_enrolment', '01a21d36-3ca4-77be-a42c-ad76b788d25d', '\x567d1c9fb3b709dd7120c556bea8135a7770863e3953e5f897f1c9406be1434f', '01a21d36-3ca4-77be-a42c-ad76b788d25d', NULL, '\x01d0121512d37d8a768dd9359a2e4b7adbbede86780a3fcd5030376b4574b155f3fda25d1b4b9dcee8c4a933d66926bdd4cff9f93d4c3aac1be6cc48503daffc92c9df3e15f98a20ae050826bbacfe0820d4cede45b4b55b10dcc9461a', '2026-11-23 02:30:10+00', '2026-11-23 02:15:40+00');
INSERT INTO public.proof VALUES ('01a21d36-3cb7-750a-85b5-d5ee776f228f', 'totp_enrolment', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', '\xa4b5fa24b2578d29c793a4a6cbda620e1222e17c3e63b6ef2cc5a7d1011569cf', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL, '\x01242e7c8d7f6ee25a52a9b0a723b2d77845554cbd78aea5252df4e6357bf16f8953d7d92150f0b1b515f51234db9033de0ffb06a7b08d88ef8c596d9448b4b56885a23c3afd98570d1d85e259b77a2665134fd7d89fbe8a6d0b224d7b', '2026-11-23 02:31:10+00', '2026-11-23 02:16:40+00');
INSERT INTO public.proof VALUES ('01a21d36-3cd5-7736-ad2e-4826a10d83fe', 'totp_enrolment', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\x0f56f4f120be8d63008a7f99745dc603bf565c251e620baa155d9c9f18d158cd', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL, '\x012a52430096afdc85e8f1306c99b133e42fbe2536817b5dccbe51914c68c3971cb67c694bcce0ce0639f704228eefdeedb8cceddc8e18f30cd06e6604b5d7b11d7c99430e402be50087c285cc7cd76bae5c553e3d1c56ec0aaaf5ef04', '2026-11-23 02:37:10+00', '2026-11-23 02:22:40+00');
INSERT INTO public.proof VALUES ('01a21d36-3dc8-7d1c-bae6-8c9978c914da', 'app_key_word', 'L8q7wiDkjQj3_ESWzZZtmMq1Z2cBZTdeRlKwpqCjyuo', '\xe8b68825e1fda544cb0ef78703b40e5e7949d0c4d7934e9639e797dee6f2f9b2', NULL, NULL, NULL, '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3dcc-76c4-a972-bb87ca884660', 'client_assertion', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', '\x523477c295367ffc6deccb0b09951aadc7852e0a2c7d303ebc7ebf1e1119f1ce', NULL, NULL, NULL, '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3dcd-7db4-8553-239016001954', 'signed_request', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', '\x75f269518d4c6e54e0d85846d993d0a048db2c0fe68bd820743c6ad64e31947c', NULL, NULL, NULL, '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3dca-7177-a8ef-eda7d4223345', 'counter_code', 'counter', '\xd98e583f45617210f0abf04f2a522751435879edc00fa57de1cba67bea788c74', NULL, NULL, '\x01fcef3ffca3be94b30e3f33f9fbbd03d5239be3bb19c94202d719e4a5468ad3e45fd73a94a18168a2a45500d899472183f8fb32287deb595109bc2989da49e04f1b191ec93ce6b5d7e04156aab4f3f1a201d309aec0951bd00fd895c3e8512b99b48530feb08c786d48326d40092231339dfdc1142ef14eac23c46f632192ed8fb0', '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3dd3-79ba-b1a3-3a65a8110cf1', 'app_key_word', 'L8q7wiDkjQj3_ESWzZZtmMq1Z2cBZTdeRlKwpqCjyuo', '\xb6ae2296ac9a090ca6b40e42220dc89b02bc68c9e42b3ca360edf2a0944bf00a', NULL, NULL, NULL, '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.proof VALUES ('01a21d36-3dda-743e-ab21-45ef6161466e', 'app_key_word', 'L8q7wiDkjQj3_ESWzZZtmMq1Z2cBZTdeRlKwpqCjyuo', '\x67613e8e06f4ed9b4fa958fb36710532b1d0a09b9fa0fe43109d2b9cebfda9a5', NULL, NULL, NULL, '2026-11-23 02:27:10+00', '2026-11-23 02:26:10+00');
INSERT INTO public.provider VALUES ('01a21d36-3cc6-7f1b-9af6-c297dc647bea', 'Nhà cung cấp Sen', '2029-05-11 02:17:10+00', NULL, '1900 0001', 'sen@provider.example');
INSERT INTO public.recovery_code VALUES ('\xf2f8bea7c7e2910cd3eb09b3d8dcb9a38db86e32569f70357f3d0330ffaacd7a', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x3bfa2ebeee5059ff2a7d37c60740fecccdd92e8d6ee7423e6d5a73ea79b1e89d', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x2072d063bbf5b0598ea10d4997f53c374b4902379c98f4b2c4c72da4ff2d088c', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x697f9579d8099b370d37247b172b78ae74025ff689a126fc3a33911bda35e4c6', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x1d8b8ef49d2739830b4c9ab0c275ebd44324d8f64c34249a9668367af7a3875d', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x3c064cbde8d1deeb28151658c7bb6a033624ddaf41f30299f1c4247e95ab51f3', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x82b2fa9d82fbd18d5f9628519379722af2835d7abe5edcc9156c4cda6b18b1eb', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\xfcf37ddcc136c5415ed914790b8e1f5a7e270ffccb750b25f293d15139e9c9b7', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x0d8e9ce32a1f10e396819b86a04224e3ac23fdc6134450f4f3d86aafdc29b22b', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x533e567e08b60d0ededb3d73991118efd079ea512e6a87f94e9b65a510514991', '01a21d36-3cc4-726a-89f9-b5e1a1c2521f', '01a21d36-3cb0-75ca-aaf9-8fd801a40fec', NULL);
INSERT INTO public.recovery_code VALUES ('\x87c04409717d1ce1cbed13beb6d1e8f4f1568e9ca7f6822b30caf57cc67223c3', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\x0015ada617d8d6fcae9662450a503e0f938536c2c0ef3997aba4e30cd6efba0c', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\x4668a21d73bb44d56f08d7e2296080245e008ea6fb8d5a9eb9ac650f6ea3774e', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\x2e50ec0ddc87ba4d799f348a8e754240723bbd8d6c28dcafc5734a2f8c2b177e', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\xd4d9583de492a115d6a35efc4d32afb89cd1ed9007863381f5bf6c40b70ea37b', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\xb40d02223df7e7d859eb467c9b9a626db1a43e6e5cdc2e2769faabf93c319374', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\xda1da53e40cf58f44ed0105dac1bd61c2f579f0af07944292b32c4531284bbad', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\x695e7706b586250f696eb02de5c152f2bebc04624647036e08ae28e50a5eabe1', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\xdb6ccc8f79f7ee39a14e2c504479e7e3dff2669fa824be24f11c1711b51be6d5', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.recovery_code VALUES ('\x7198337aa535f6e5f445582e45b038ffce66c5dfebb4cd4e96738e826fb166d9', '01a21d36-3cd8-74e2-bf27-8169ed00d92d', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', NULL);
INSERT INTO public.session VALUES ('01a21d36-3bbd-73fd-96c0-b62210380b62', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '\x4c0755334f50c493d4c091116cd5b3ae037c361a249a6f8636bd749a6602dcbd', '01a21d36-3bbd-7095-9a55-744479d5831c', '2026-11-23 02:03:00+00', '2026-11-23 10:03:00+00', NULL, 'tests');
INSERT INTO public.session VALUES ('01a21d36-3d0b-7e9d-a870-61501c7e5d75', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\x5cce4191f222880e387bdf6f59874aa8875db16eddebbd81d8262d708f28abb4', '01a21d36-3d0b-7db6-9664-7898d04ad595', '2026-11-23 02:23:40+00', '2026-11-23 10:23:40+00', NULL, 'tests');
INSERT INTO public.session VALUES ('01a21d36-3d75-73f1-81f9-a70dd05a126e', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\x876cfbbdcc2a9ef1f5780fb65f9d4704c372477c21c04b997b38e0a2aceeae38', '01a21d36-3d75-7353-9fcb-2a93730b54b3', '2026-11-23 02:26:10+00', '2026-11-23 10:26:10+00', NULL, 'tests');
INSERT INTO public.subject VALUES ('01a21d36-3b5a-7f8b-a8cd-97dd6c2327bc', 'citizen', '\x85a2391365a0ab5441f624fcf5b76da01558894680265fa9e3d54a106a574f58', '2026-11-23 02:00:00+00', 'national_population_db', '2026-11-23 02:00:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3b89-7e1a-a990-fd4b61eb9d95', 'citizen', '\xd681079bb4c08da631b3ed2328b804564e97c2f7a8b4227698b880715b6b4689', '2026-11-23 02:00:30+00', 'national_population_db', '2026-11-23 02:00:30+00');
INSERT INTO public.subject VALUES ('01a21d36-3b92-7164-b46b-c4e848d366a8', 'citizen', '\x0e4e2f6e2b55285f0e012d5f6c2bef32397c04310fab1ad44b94aff9c3b8a064', '2026-11-23 02:01:00+00', 'national_population_db', '2026-11-23 02:01:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3b9f-78f6-a1e4-600af1d97145', 'citizen', '\x0d21745587a9061419f15f6ac362f02c5ed01da8cbe5046852df911139f25cc2', '2026-11-23 02:02:00+00', 'national_population_db', '2026-11-23 02:02:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3c01-789d-adc0-d06585caba10', 'citizen', '\xdfbe724b7423752c887b6e888228aaaa0b7a00776891e0cee201df0c71116ad7', '2026-11-23 02:08:00+00', 'national_population_db', '2026-11-23 02:08:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3c0e-7ea7-be7b-2e4a0f1e87f6', 'citizen', '\x0c649662dc55b53f69ae7b7613aeccefdd947e408c6a18b8ea732954a03cf515', '2026-11-23 02:08:30+00', 'national_population_db', '2026-11-23 02:08:30+00');
INSERT INTO public.subject VALUES ('01a21d36-3c19-7f25-8bb7-fc92d6a11090', 'citizen', '\xec5a5da39bc13c74622e217de9237900546b292245df36fa1af7ec28863d8547', '2026-11-23 02:09:00+00', 'national_population_db', '2026-11-23 02:09:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3c2a-7704-b4cc-807d6c7a8287', 'citizen', '\xcb00dba26430946f85f2355a80738dd36cab6294eab255773f09586c7d078823', '2026-11-23 02:10:30+00', 'national_population_db', '2026-11-23 02:10:30+00');
INSERT INTO public.subject VALUES ('01a21d36-3c4e-7c42-b3f6-141c669c68f3', 'citizen', '\x6cf591fb30e0a5a8c00c2c2f71b3d1418aecb9843d2bf5880593e1e1b8b98d13', '2026-11-23 02:12:00+00', 'national_population_db', '2026-11-23 02:12:00+00');
INSERT INTO public.subject VALUES ('01a21d36-3c7d-70ba-abc3-c1919c657923', 'citizen', '\x25df731f9a8b99248cc8cb8776b6d8a5ea82ee8caf4eb41341df01f0fe6653c8', '2026-11-23 02:12:40+00', 'national_population_db', '2026-11-23 02:12:40+00');
INSERT INTO public.subject VALUES ('01a21d36-3c88-7988-a8b5-630e5694ef47', 'citizen', '\x8081d877bc1f4d2d63b972a43a9d40c3c3b5a0ba73858c6f5300360345a9b15c', '2026-11-23 02:13:10+00', 'national_population_db', '2026-11-23 02:13:10+00');
INSERT INTO public.subject VALUES ('01a21d36-3ca4-77be-a42c-ad76b788d25d', 'citizen', '\x6727c67219d165a7e3e8b5bf6b3580b721f9b4fd427ed77dfa282174ee35de67', '2026-11-23 02:15:10+00', 'national_population_db', '2026-11-23 02:15:10+00');
INSERT INTO public.subject VALUES ('01a21d36-3cb0-75ca-aaf9-8fd801a40fec', 'citizen', '\xfe782bf48a045a61479a7c56e49fc1bd67688770789522d0589ce16a7583546d', '2026-11-23 02:16:10+00', 'national_population_db', '2026-11-23 02:16:10+00');
INSERT INTO public.subject VALUES ('01a21d36-3ccb-7524-aa3d-ef2d012a9f73', 'citizen', '\x58f94bb0bd4929dc0fec61a180906684b3541d0098d623a43b48862ce9ab8084', '2026-11-23 02:22:10+00', 'national_population_db', '2026-11-23 02:22:10+00');
INSERT INTO public.terminal VALUES ('01a21d36-3dc4-7277-8b9f-8dd964477800', '01a21d36-3dc1-78ff-9f4b-6fe8596385f0', 'Chi nhánh Hoàn Kiếm', '1 Tràng Tiền, Hà Nội', 'Quầy 3', 'Hk-aKVG2', '{"x": "5YoggCr34sJFWagkC3QL7vGHjid9rzuZpJhalIvXad4", "y": "923Rn3r6j78V4T2QxebONmjyUtxkFobNtE4iYxsPglE", "alg": "ES256", "crv": "P-256", "kid": "Hk-aKVG2", "kty": "EC", "use": "sig"}', '\x4ad039ae40a639abcabe20af67bd013702ee7ab63364ccf21095653103102271', '[]', 'active', '2026-11-23 02:26:10+00');
INSERT INTO public.token_family VALUES ('01a21d36-3bd9-74cc-ad63-af13f25b12bf', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3bd4-7b28-9c6f-f88b959e2734', '01a21d36-3bbd-73fd-96c0-b62210380b62', '{"amr": ["pwd"], "items": ["authentication", "name", "offline_access"], "level": 1, "scope": ["openid", "profile", "email", "offline_access"], "event_id": "01a21d36-3bbd-7095-9a55-744479d5831c", "resource": null, "auth_time": "2026-11-23T02:03:00+00:00", "transaction_id": "01a21d36-3bac-7dae-bdf3-9444950961d8", "id_token_claims": {}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:03:00+00', '2026-11-23 02:08:00+00', NULL, '\x99b4261f6c8d45890063a30157c6b3151623f16f8758ad69ec94ff33bbc6f66b', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.token_family VALUES ('01a21d36-3d3c-7747-9a71-a33a90932b2c', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3d32-7fa9-8c4b-b8d851013f84', '01a21d36-3d0b-7e9d-a870-61501c7e5d75', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication", "name", "offline_access"], "level": 2, "scope": ["openid", "profile", "email", "offline_access"], "event_id": "01a21d36-3d0b-7db6-9664-7898d04ad595", "resource": null, "auth_time": "2026-11-23T02:23:40+00:00", "transaction_id": "01a21d36-3cdd-76c4-9ccd-2b91447639d3", "id_token_claims": {"acr": {"values": ["http://localhost:48150/loa/2"], "essential": true}}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:23:40+00', NULL, '01a21d36-3d3c-7747-9a71-a33a90932b2c.NxtsC03La1ndEVFRjwQ4O-_zxH-NtkjxLSe3ZgvKlUo', '\xd5c6f8ea4d6ebcdbbf0ee8c8dbf001f9c9b731417567d11efa716029098f0fd1', 1, '2026-11-23 02:25:40+00');
INSERT INTO public.token_family VALUES ('01a21d36-3d89-7a68-b785-172954302922', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d53-7173-b03a-e246934e3673', '01a21d36-3d86-75a7-a88c-2a7b3425e258', '01a21d36-3d75-73f1-81f9-a70dd05a126e', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication", "name", "offline_access"], "level": 2, "scope": ["openid", "profile", "email", "offline_access"], "event_id": "01a21d36-3d75-7353-9fcb-2a93730b54b3", "resource": null, "auth_time": "2026-11-23T02:26:10+00:00", "transaction_id": "01a21d36-3d58-7155-9fa6-256c57b5d356", "id_token_claims": {"acr": {"values": ["http://localhost:48150/loa/2"], "essential": true}}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:26:10+00', NULL, NULL, '\xbdc9cdd4de0ee05ea038c4d046ce21877639627f3da397008de99285dc182d92', 0, '2026-11-23 02:26:10+00');
INSERT INTO public.token_family VALUES ('01a21d36-3da5-737b-848d-7d6c63950704', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3d8d-7f71-b96a-29a77b72bcfc', '01a21d36-3da1-7bac-980d-744fde9b364c', '01a21d36-3d0b-7e9d-a870-61501c7e5d75', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication", "name", "offline_access"], "level": 2, "scope": ["openid", "profile", "email", "offline_access"], "event_id": "01a21d36-3d0b-7db6-9664-7898d04ad595", "resource": null, "auth_time": "2026-11-23T02:23:40+00:00", "transaction_id": "01a21d36-3d91-71b8-af35-75902f59b5fa", "id_token_claims": {}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', NULL, '\x215f6c87dce371620a3d175ba6c22d1b66583a1af8f08633806a23f8494fe86b', 0, '2026-11-23 02:26:10+00');
INSERT INTO public.token_family VALUES ('01a21d36-3db9-71f5-887f-aaf83e0a6ad0', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '01a21d36-3b41-7640-87f3-b035b5bc132d', '01a21d36-3d32-7fa9-8c4b-b8d851013f84', '01a21d36-3d0b-7e9d-a870-61501c7e5d75', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication"], "level": 2, "scope": ["openid"], "event_id": "01a21d36-3d0b-7db6-9664-7898d04ad595", "resource": null, "auth_time": "2026-11-23T02:23:40+00:00", "transaction_id": "01a21d36-3db8-758d-96f8-bb710f1fdda6", "id_token_claims": {}, "userinfo_claims": {}}', NULL, false, '2026-11-23 02:26:10+00', '2026-11-23 02:26:10+00', NULL, NULL, 0, NULL);
INSERT INTO public.totp VALUES ('01a21d36-3b9c-7ccc-83b8-f3adcae9bef1', '01a21d36-3b92-7164-b46b-c4e848d366a8', '\x011c407e6cb9e2599977f2c735f01e1854ee680642c7a11bedfe64e3550868550c361cd2b46fa321c59730f29cbf48dbc4ef4217b0a4bdbc361a8f57e1', 59846643);
INSERT INTO public.totp VALUES ('01a21d36-3ba8-7115-8a3b-3862da4eaee2', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '\x01e0c52b1f7fc94204a28c372aa0ddb7338e745b01da5cd7f08f214d7776d683a0bb9bbe6cf723cb26b602153e3e191ed395665e160654066471b2a8b2', 59846645);
INSERT INTO public.totp VALUES ('01a21d36-3c95-7d89-9993-1fee7df64fc0', '01a21d36-3c88-7988-a8b5-630e5694ef47', '\x0149f0b99ea726f17861908ad61a5457cec0adfbb823269459068006a33eaf0a2e86308cfbbc378ecfe56c6f057673635d1885a9358d976c63a61ff249', 59846667);
INSERT INTO public.totp VALUES ('01a21d36-3cad-7a46-be17-63e326abdca8', '01a21d36-3ca4-77be-a42c-ad76b788d25d', '\x01a1057718da2cc8777e017972b27c9bbe3fc5eced2d517289897411ebcdba830b796e381887605644358614ab465c6736b80efeebe52ae705db62d977', 59846671);
INSERT INTO public.totp VALUES ('01a21d36-3cd7-73e5-aa7b-11c1344b8b92', '01a21d36-3ccb-7524-aa3d-ef2d012a9f73', '\x0127b694f5c462fad7aad4f0604671ff9a41a88907352f510ca8633bb7c4125345d7e0c9ad6bd91914b359b78c818df7410856fe0d65a7bae5a763517c', 59846692);
INSERT INTO public.trust_anchor VALUES ('01a21d36-3c20-783b-93d8-bdcfd69eadb5', 'android', 'CN=Telephone Root', '845ede7d278dc598ec80ec04c1e7f7c3256061ba12805a2e2531e22863d48b6a', '\x308201463081eda00302010202140995162778ad83e1963b643c8305d1df4db5ade5300a06082a8648ce3d04030230193117301506035504030c0e54656c6570686f6e6520526f6f74301e170d3235313132333032303030305a170d3436313131383032303030305a30193117301506035504030c0e54656c6570686f6e6520526f6f743059301306072a8648ce3d020106082a8648ce3d030107034200046a7925670b008569caea4acc5849a5bd3b17a75435a8aaa1a64553f48a3dbde73293139887d18ffc123dacb6137ef963d86b47c6dcff5c276b12d99306500433a3133011300f0603551d130101ff040530030101ff300a06082a8648ce3d040302034800304502204c56b52ff56db08e16d8c58cea3584e6b5048a0513a75ef069fa842a01b53cde02210087c291a70c33b81e851552ac2ba8a7eede7c5a9bcbe054325af8c3c267fddade', '2046-11-18 02:00:00+00', 'demo', 'in_force', 'an', 'binh', NULL);
INSERT INTO public.trust_anchor VALUES ('01a21d36-3c49-7f9d-935c-950675099947', 'csca', 'CN=CSCA Viet Nam (test),C=VN', 'c705b5c81ffd9d6c15e0446de09ea43b3410d54279dc290afdf32bf4494d7dc8', '\x308201fd30820183a00302010202147963da6ed77c64a739d41fb8faff43f3cec47557300a06082a8648ce3d040302302c310b300906035504061302564e311d301b06035504030c14435343412056696574204e616d20287465737429301e170d3235313132333032303030305a170d3336313132303032303030305a302c310b300906035504061302564e311d301b06035504030c14435343412056696574204e616d202874657374293076301006072a8648ce3d020106052b8104002203620004b375bf4c8196bfefc4f5c73a94f1a1522634f8fe8f2572330cb1f64d20331ad91496c6f6e595fe6e9645ac07f9753a24156e1acb1423c9ab3b14144a2d9810120c3d9d51f9e6b65496780abae7fce298057607104286018c2c12c3bb33fd99caa3663064300e0603551d0f0101ff040403020106301d0603551d0e0416041483223c266b55e071bc5afc03264e28476b1c0c6c301f0603551d2304183016801483223c266b55e071bc5afc03264e28476b1c0c6c30120603551d130101ff040830060101ff020100300a06082a8648ce3d04030203680030650231008517ae2671b432a52d594cee482d95cdecf72c26d8d99a6e1f0b55a40fca00f089bed1a619477af6354b9d9387531faa02300ef777cc692d4de28e629f78d5726d77acb828bd3ab7abd4f067d850b9766528d885ac9f2c601b7dd7c904783ffd9f88', '2036-11-20 02:00:00+00', 'demo', 'in_force', 'an', 'binh', NULL);
INSERT INTO public.violation VALUES ('01a21d36-3bf3-7e08-affc-74b60987a292', 'refresh_replayed', '2026-11-23 02:08:00+00', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3ba9-747f-a064-4fec2eaa338e', '01a21d36-3b9f-78f6-a1e4-600af1d97145', '{"family": "01a21d36-3bd9-74cc-ad63-af13f25b12bf"}', NULL, 'open', NULL, 1, '2026-11-23 02:08:00+00', '\xc2f4bdd1d7c94265b720f39927d4be471fb2e15ff109e10ae2043cb1b5b08a6e');
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_username_key_key UNIQUE (username_key);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.app_key_certificate
    ADD CONSTRAINT app_key_certificate_pkey PRIMARY KEY (credential_id, serial);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_retire_digest_key UNIQUE (retire_digest);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_thumbprint_key UNIQUE (thumbprint);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_handle_digest_key UNIQUE (handle_digest);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_nonce_digest_key UNIQUE (nonce_digest);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authentication_event
    ADD CONSTRAINT authentication_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authentication_event
    ADD CONSTRAINT authentication_event_transaction_id_key UNIQUE (transaction_id);
ALTER TABLE ONLY public.authenticator_metadata
    ADD CONSTRAINT authenticator_metadata_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authenticator_model
    ADD CONSTRAINT authenticator_model_pkey PRIMARY KEY (aaguid);
ALTER TABLE ONLY public.authorization_code
    ADD CONSTRAINT authorization_code_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.authorization_transaction
    ADD CONSTRAINT authorization_transaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.backchannel_request
    ADD CONSTRAINT backchannel_request_auth_req_digest_key UNIQUE (auth_req_digest);
ALTER TABLE ONLY public.backchannel_request
    ADD CONSTRAINT backchannel_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_assurance
    ADD CONSTRAINT biometric_assurance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_attempt
    ADD CONSTRAINT biometric_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_consent
    ADD CONSTRAINT biometric_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_provider
    ADD CONSTRAINT biometric_provider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_tries
    ADD CONSTRAINT biometric_tries_pkey PRIMARY KEY (subject_id, modality);
ALTER TABLE ONLY public.card_revocation_list
    ADD CONSTRAINT card_revocation_list_pkey PRIMARY KEY (issuer_digest);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_key_digest_key UNIQUE (key_digest);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (client_id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.counter_visit
    ADD CONSTRAINT counter_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_proof_digest_key UNIQUE (proof_digest);
ALTER TABLE ONLY public.factor_try
    ADD CONSTRAINT factor_try_pkey PRIMARY KEY (account_key, factor);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_number_key UNIQUE (number);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (external_id_digest);
ALTER TABLE ONLY public.passkey_user
    ADD CONSTRAINT passkey_user_handle_key UNIQUE (handle);
ALTER TABLE ONLY public.passkey_user
    ADD CONSTRAINT passkey_user_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.policy_change
    ADD CONSTRAINT policy_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_value
    ADD CONSTRAINT policy_value_pkey PRIMARY KEY (switch);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.revoked_attestation
    ADD CONSTRAINT revoked_attestation_pkey PRIMARY KEY (serial);
ALTER TABLE ONLY public.revoked_card_signer
    ADD CONSTRAINT revoked_card_signer_pkey PRIMARY KEY (issuer_digest, serial);
ALTER TABLE ONLY public.revoked_token
    ADD CONSTRAINT revoked_token_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_digest_key UNIQUE (token_digest);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_key_thumbprint_key UNIQUE (key_thumbprint);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.token_family
    ADD CONSTRAINT token_family_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.totp
    ADD CONSTRAINT totp_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.trust_anchor
    ADD CONSTRAINT trust_anchor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_fingerprint_key UNIQUE (fingerprint);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_pkey PRIMARY KEY (id);
CREATE INDEX app_key_of_subject ON public.app_key USING btree (subject_id);
CREATE INDEX app_request_expiry ON public.app_request USING btree (expires_at);
CREATE INDEX app_request_of_transaction ON public.app_request USING btree (transaction_id);
CREATE INDEX authorization_code_expiry ON public.authorization_code USING btree (expires_at);
CREATE INDEX authorization_transaction_expiry ON public.authorization_transaction USING btree (expires_at);
CREATE INDEX backchannel_request_expiry ON public.backchannel_request USING btree (expires_at);
CREATE INDEX backchannel_request_of_device ON public.backchannel_request USING btree (device_id, expires_at);
CREATE INDEX biometric_assurance_of_provider ON public.biometric_assurance USING btree (provider_id);
CREATE INDEX biometric_attempt_of_subject ON public.biometric_attempt USING btree (subject_id);
CREATE INDEX biometric_attempt_sample ON public.biometric_attempt USING btree (sample_digest);
CREATE INDEX biometric_consent_of_subject ON public.biometric_consent USING btree (subject_id);
CREATE INDEX chip_card_of_subject ON public.chip_card USING btree (subject_id);
CREATE INDEX consent_of_subject ON public.consent USING btree (subject_id, client_id);
CREATE INDEX counter_visit_of_subject ON public.counter_visit USING btree (subject_id);
CREATE INDEX credential_of_subject ON public.credential USING btree (subject_id);
CREATE INDEX evidence_of_transaction ON public.evidence USING btree (transaction_id);
CREATE INDEX history_age ON public.history USING btree (happened_at);
CREATE INDEX history_of_subject ON public.history USING btree (subject_id, id);
CREATE INDEX ix_app_key_certificate_serial ON public.app_key_certificate USING btree (serial);
CREATE INDEX ix_factor_try_opens_at ON public.factor_try USING btree (opens_at);
CREATE INDEX ix_recovery_code_subject_id ON public.recovery_code USING btree (subject_id);
CREATE INDEX ix_revoked_token_expires_at ON public.revoked_token USING btree (expires_at);
CREATE INDEX loss_case_of_subject ON public.loss_case USING btree (subject_id);
CREATE INDEX loss_case_state ON public.loss_case USING btree (state, id);
CREATE INDEX notice_due ON public.notice USING btree (state, due_at);
CREATE INDEX passkey_of_subject ON public.passkey USING btree (subject_id);
CREATE INDEX proof_expiry ON public.proof USING btree (expires_at);
CREATE UNIQUE INDEX proof_once ON public.proof USING btree (kind, audience, digest);
CREATE INDEX session_of_subject ON public.session USING btree (subject_id);
CREATE UNIQUE INDEX subject_number ON public.subject USING btree (kind, number_index);
CREATE UNIQUE INDEX terminal_of_client ON public.terminal USING btree (client_id, kid);
CREATE INDEX token_family_age ON public.token_family USING btree (begun_at);
CREATE INDEX token_family_of_session ON public.token_family USING btree (session_id);
CREATE INDEX token_family_of_subject ON public.token_family USING btree (subject_id, client_id);
CREATE INDEX totp_of_subject ON public.totp USING btree (subject_id);
CREATE INDEX violation_state ON public.violation USING btree (state, id);
ALTER TABLE ONLY public.app_key_certificate
    ADD CONSTRAINT app_key_certificate_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES public.app_key(credential_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
