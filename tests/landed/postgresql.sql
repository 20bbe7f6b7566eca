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
CREATE FUNCTION public.purge_authentication_event(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM authentication_event WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM authentication_event
            WHERE authenticated_at < least(before, now() - interval '5 years')
            ORDER BY authenticated_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_chained_history(before timestamp with time zone, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN
          RETURN QUERY WITH aged AS (
            SELECT r.id, l.position FROM history AS r JOIN ledger_leaf AS l ON l.entry_id = r.id
            WHERE r.happened_at < least(before, now() - interval '5 years') AND NOT (r.happening = 'history_purged')
            ORDER BY r.happened_at LIMIT most FOR UPDATE OF r SKIP LOCKED
          ), gone AS (
            DELETE FROM history AS r USING aged WHERE r.id = aged.id RETURNING aged.position
          ) SELECT gone.position FROM gone;
        END $$;
CREATE FUNCTION public.purge_document(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM document WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM document
            WHERE stored_at < least(before, now() - interval '5 years')
            ORDER BY stored_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_evidence(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM evidence WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM evidence
            WHERE proven_at < least(before, now() - interval '5 years')
            ORDER BY proven_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_letter(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM letter WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM letter
            WHERE dated_at < least(before, now() - interval '5 years')
            ORDER BY dated_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_letter_delivery(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM letter_delivery WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM letter_delivery
            WHERE at < least(before, now() - interval '5 years')
            ORDER BY at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.refuse_to_bend_evidence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
          RAISE EXCEPTION '%: rows are evidence and stay as they are', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
        END $$;
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
    locked_at timestamp with time zone,
    guarded text DEFAULT 'by_age'::text,
    security_stamp integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.activation_link (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    digest bytea NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    replaced_at timestamp with time zone
);
CREATE TABLE public.address_failures (
    key text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    failures integer NOT NULL
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
    ended_at timestamp with time zone,
    statement bytea,
    signature text,
    shown_sealed bytea
);
CREATE TABLE public.appointment (
    id uuid NOT NULL,
    officer_id uuid NOT NULL,
    roles jsonb NOT NULL,
    desk text NOT NULL,
    desk_kind text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    appointed_at timestamp with time zone NOT NULL,
    decision_id uuid,
    ended_at timestamp with time zone,
    ended_by uuid
);
CREATE TABLE public.authentication_event (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    client_id text,
    level smallint NOT NULL,
    kinds jsonb NOT NULL,
    authenticated_at timestamp with time zone NOT NULL,
    shown jsonb,
    purpose text,
    session_id uuid
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
    request jsonb,
    begun_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    presence_chosen_at timestamp with time zone,
    declined_at timestamp with time zone,
    asks_who_at timestamp with time zone,
    request_sealed bytea
);
CREATE TABLE public.backchannel_request (
    id uuid NOT NULL,
    auth_req_digest bytea NOT NULL,
    client_id text NOT NULL,
    terminal_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    device_id uuid NOT NULL,
    asked jsonb,
    words text,
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
    ping_id uuid,
    page text,
    asked_sealed bytea
);
CREATE TABLE public.binding (
    ceremony_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    bound smallint NOT NULL,
    identity boolean NOT NULL,
    resistant boolean NOT NULL,
    effective_at timestamp with time zone NOT NULL
);
CREATE TABLE public.binding_ceremony (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    proven jsonb NOT NULL,
    transaction_id uuid,
    officers jsonb NOT NULL,
    place text NOT NULL,
    held_at timestamp with time zone NOT NULL,
    tainted_at timestamp with time zone
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
CREATE TABLE public.case_check (
    "only" integer NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    faulty integer NOT NULL
);
CREATE TABLE public.case_event (
    case_id uuid NOT NULL,
    version integer NOT NULL,
    event text NOT NULL,
    state text NOT NULL,
    actor text NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    decision_id uuid,
    due_by timestamp with time zone NOT NULL
);
CREATE TABLE public.case_file (
    id uuid NOT NULL,
    number text NOT NULL,
    procedure text NOT NULL,
    rule_set text NOT NULL,
    subject_id uuid,
    client_id text,
    body_id uuid,
    desk text NOT NULL,
    owner text,
    state text NOT NULL,
    version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    due_by timestamp with time zone NOT NULL
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
    created_at timestamp with time zone NOT NULL,
    former_secret_digest bytea,
    former_secret_until timestamp with time zone,
    tokens_from timestamp with time zone
);
CREATE TABLE public.client_origin (
    origin text NOT NULL,
    client_id text NOT NULL
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
    superseded_at timestamp with time zone,
    questions integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.contact (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    value_sealed bytea NOT NULL,
    value_index bytea NOT NULL,
    bound smallint NOT NULL,
    ceremony_id uuid,
    set_at timestamp with time zone NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    lost_at timestamp with time zone,
    replaced_at timestamp with time zone,
    undone_at timestamp with time zone
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
    flagged_at timestamp with time zone,
    resumable boolean DEFAULT false NOT NULL,
    bound smallint DEFAULT '1'::smallint NOT NULL,
    identity boolean DEFAULT false NOT NULL,
    resistant boolean DEFAULT false NOT NULL,
    effective_at timestamp with time zone,
    held_since timestamp with time zone,
    rises_to smallint,
    rises_identity boolean DEFAULT false NOT NULL,
    rises_at timestamp with time zone
);
CREATE TABLE public.deadline (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_kind text NOT NULL,
    term text NOT NULL,
    rule_set text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    half_at timestamp with time zone NOT NULL,
    most_at timestamp with time zone NOT NULL,
    escalate_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    calendar text NOT NULL,
    certainty integer NOT NULL,
    half_warned_at timestamp with time zone,
    warned_at timestamp with time zone,
    escalated_at timestamp with time zone,
    breached_at timestamp with time zone,
    stopped_at timestamp with time zone,
    outcome text
);
CREATE TABLE public.decision (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    version integer NOT NULL,
    procedure text NOT NULL,
    event text NOT NULL,
    content bytea NOT NULL,
    digest bytea NOT NULL,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);
CREATE TABLE public.delegation (
    id uuid NOT NULL,
    officer_id uuid NOT NULL,
    powers jsonb NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    decision_id uuid NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid
);
CREATE TABLE public.desk_session (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    event_id uuid NOT NULL,
    session_id uuid NOT NULL,
    appointment_id uuid,
    begun_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    device text NOT NULL,
    security_stamp integer NOT NULL
);
CREATE TABLE public.document (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    case_number text NOT NULL,
    kind text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    digest bytea NOT NULL,
    sent_digest bytea NOT NULL,
    stored_at timestamp with time zone NOT NULL
);
CREATE TABLE public.erasure (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    held_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    done_at timestamp with time zone
);
CREATE TABLE public.evidence (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    kind text NOT NULL,
    credential_id uuid NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    proof_digest bytea NOT NULL,
    security_stamp integer,
    bound smallint DEFAULT '1'::smallint NOT NULL,
    identity boolean DEFAULT false NOT NULL,
    resistant boolean DEFAULT false NOT NULL
);
CREATE TABLE public.factor_try (
    account_key bytea NOT NULL,
    factor text NOT NULL,
    tries integer NOT NULL,
    opens_at timestamp with time zone NOT NULL
);
CREATE TABLE public.forgotten_request (
    id uuid NOT NULL,
    account_key bytea NOT NULL,
    forgotten text NOT NULL,
    known boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.guessed_name (
    username_key bytea NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.guessed_second_step (
    subject_id uuid NOT NULL,
    since timestamp with time zone NOT NULL
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
    fields_act text NOT NULL,
    seal bytea,
    actor_details jsonb,
    actor_id text
);
CREATE TABLE public.history_sealing (
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);
CREATE TABLE public.identity (
    subject_id uuid NOT NULL,
    data_key bytea NOT NULL,
    identity_sealed bytea NOT NULL
);
CREATE TABLE public.installation (
    key text NOT NULL,
    decision_id uuid NOT NULL,
    offline_keys jsonb NOT NULL,
    authorised_by jsonb NOT NULL,
    done_at timestamp with time zone NOT NULL
);
CREATE TABLE public.known_browser (
    subject_id uuid NOT NULL,
    browser_digest bytea NOT NULL,
    met_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_checkpoint (
    size bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    note text NOT NULL
);
CREATE TABLE public.ledger_leaf (
    "position" bigint NOT NULL,
    entry_id uuid NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    chained_at timestamp with time zone NOT NULL,
    format smallint NOT NULL,
    entry_digest bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.ledger_node (
    level smallint NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.letter (
    id uuid NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    dated_at timestamp with time zone NOT NULL,
    language text NOT NULL,
    subject_id uuid,
    to_person boolean NOT NULL,
    data_key bytea,
    content_sealed bytea NOT NULL,
    signer jsonb NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    digest bytea,
    sealed_at timestamp with time zone
);
CREATE TABLE public.letter_delivery (
    letter_id uuid NOT NULL,
    how text NOT NULL,
    detail text NOT NULL,
    at timestamp with time zone NOT NULL
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
    closed_at timestamp with time zone,
    final_at timestamp with time zone,
    taken_back_at timestamp with time zone
);
CREATE TABLE public.loss_clearing (
    case_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    kind text NOT NULL
);
CREATE TABLE public.loss_link_request (
    id uuid NOT NULL,
    username_key bytea NOT NULL,
    reason text NOT NULL,
    lost jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.loss_stop (
    case_id uuid NOT NULL,
    credential_id uuid NOT NULL
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
    alg text,
    credential_id uuid,
    letter text
);
CREATE TABLE public.officer (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    identity bytea NOT NULL,
    since timestamp with time zone NOT NULL
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
CREATE TABLE public.registry_event (
    asked text NOT NULL,
    event_id text NOT NULL,
    subject_id uuid,
    reason text,
    tries integer NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    settled_at timestamp with time zone
);
CREATE TABLE public.registry_feed (
    asked text NOT NULL,
    cursor text NOT NULL,
    due_at timestamp with time zone NOT NULL
);
CREATE TABLE public.registry_match (
    subject_id uuid NOT NULL,
    asked text NOT NULL,
    reason text NOT NULL,
    tries integer NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL
);
CREATE TABLE public.retired_means (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    replaced_by uuid,
    rows jsonb NOT NULL,
    until timestamp with time zone NOT NULL
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
    device text NOT NULL,
    security_stamp integer DEFAULT 0 NOT NULL,
    evidence_stopped_at timestamp with time zone
);
CREATE TABLE public.signed_decision (
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    act text NOT NULL,
    officer_id uuid NOT NULL,
    appointment_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    identity bytea NOT NULL,
    statement bytea NOT NULL,
    digest bytea NOT NULL,
    means text NOT NULL,
    credential_id uuid NOT NULL,
    public_key bytea NOT NULL,
    algorithm integer NOT NULL,
    authenticator_data bytea NOT NULL,
    client_data bytea NOT NULL,
    signature bytea NOT NULL,
    signed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.signing_request (
    digest bytea NOT NULL,
    decision_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    session_id uuid NOT NULL,
    act text NOT NULL,
    statement bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE TABLE public.stored_file (
    key text NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.subject (
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    number_index bytea NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    matched_source text,
    matched_at timestamp with time zone
);
CREATE TABLE public.subject_key (
    name text NOT NULL,
    value_index bytea NOT NULL,
    subject_id uuid NOT NULL
);
CREATE TABLE public.taint (
    of text NOT NULL,
    name text NOT NULL,
    since timestamp with time zone NOT NULL
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
    rotated_at timestamp with time zone,
    security_stamp integer DEFAULT 0 NOT NULL,
    refresh_told_at timestamp with time zone
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
INSERT INTO public.account VALUES ('01a2297c-88c1-756a-ae3b-728111576018', '\xb48c44934fe8c7bd8c2ca99d3ca174fc0f79d4eecc6477ed7fe1c6976fdd4376', '\x01036cecb1763ffe035272db03fe1dd0061313aabc2bdfd2b2506fbe7d056efa0b72165ac1ac1211f73a8eaa9f49a9c5', 2, 'active', NULL, '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', '2026-07', '2026-11-23 02:00:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8b15-7990-a8e2-45a23172b244', '\x5e4d54463024bf5ba9b9c89f131c1047b643bdfa3b98b78864755436f7679e2e', '\x01f4cd4ddf91b498f1ea0c8070609c5d17a4242534ae198ca98283cd3ab69f3cf910fb97b256c39eacf0c6c30445d05e', 2, 'granted_pending_activation', NULL, '2026-11-23 02:01:30+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8b31-7314-83fc-3909fba74a5e', '\xafea96ee078781e0ef64082cd69916f177324df9022efec183832cc0122a306c', '\x0177ebda764e66f81030f561d9ecd3c0c12d4ab5d90e9d2f37ccf2812c57de5902', 1, 'granted_pending_activation', NULL, '2026-11-23 02:01:30+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8b66-75a0-8f83-4d6df34b9658', '\x6710f703a16ac82d96e39fd234821115fdf79a9f7faad0da0ba739ad4b0d2586', '\x0137cca37a86b98220b07fcaae41f599c70a3bffb11a09c0fe67cb1f682c1dbde0d6ba61511bb85fa5d400c1bf308345', 2, 'active', NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-07', '2026-11-23 02:02:30+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8be6-7162-b495-b569b0dcbc6e', '\x84dc4f25742c5e1c9c692f8b2e85faeb8808dec599d1856a9048e9430e88167c', '\x0173a932d207596f57c95006134cf72fccae36fccb1566e994ef52925fbd0963d6f00bc6d641a318fdfed02702a4b927', 2, 'active', NULL, '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', '2026-07', '2026-11-23 02:03:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8c65-7359-9f7d-9a42652d91a3', '\x206565ddd9ae5bca02bbbb477fceabb1fce123d7bb787a42a46ebfc508c63a31', '\x01df3d481619e9f87f4b70e506983dda7631e79c9abd7b698a4aefed685074b37651106ddaf45b5cba373da419edc74b', 2, 'active', NULL, '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-07', '2026-11-23 02:04:00+00', NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.account VALUES ('01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xa63c200a774ffd3ea4c961261970adb670256454144f708103c83b6468a1722e', '\x01307ed19a9b5ac1c1d9716655a75f049cdc1d6ddefeaa46bc9bd6d31cbe08ac628d05533041f9c15b296580ef6e1d9d', 2, 'active', NULL, '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-07', '2026-11-23 02:05:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8d34-787a-8686-ff391a8f4938', '\x8ee82600877fda610b742ce02ea508cb1140bf7db7541ce7eb61a1d4c30e3231', '\x0198e21714a5d7431bd728d0e163018abc0d66639c5f5cb4d6d1ad537c31e788bf4a1744393826e477aa99f150e1019f', 2, 'active', NULL, '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', '2026-07', '2026-11-23 02:06:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x6ea3986f816135fc5d5dfb1719fdc8358df1e51218efd950be4339377de85fe9', '\x011d5aa44373a7dd31cf4a02c7eb84ddeb2fb1ae401883ca464285aeb09ed9739cb9aef777f7b8c4d4d1b16783928c18', 2, 'active', NULL, '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', '2026-07', '2026-11-23 02:07:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8e19-7206-b776-c4c3194b8e82', '\xd39bf6c951d13a461d916c47d1e785b4f8abe215b19b5770393cd7d941daf922', '\x01d9ae3c12eddca5a6314378f37611c1f624b79c249fddce9b5118537931774497ae7819daa233f9c2f30f477bea122f', 2, 'active', NULL, '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-07', '2026-11-23 02:08:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8e87-7646-9519-3c4a06446782', '\xd1cc4124f2955402c25f9b7d4b85fe0a83d51e6f2527e6c8a6b124f3d8a6f4f3', '\x0192e4bfa3ad20d23b265d13b91f799f0be47d869d9f9fff4a185ae22a117e13fe5372bf3abafacefed30de5ba5afc1e', 2, 'active', NULL, '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', '2026-07', '2026-11-23 02:09:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2297c-8ea7-7235-97a1-28615b0d8097', '\xfa8674ea3c25e21bba18a1cde7e34b3b452ceeeb65c32ce490e88bd41e728fcf', '\x0115b810c3d36ea9691c8b7617f71b46316858908ac931dfae7b458e199c00cf3528273aae04ff67600361ff1591b16a', 2, 'active', NULL, '2026-11-23 02:10:00+00', '2026-11-23 02:10:00+00', '2026-07', '2026-11-23 02:10:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.activation_link VALUES ('01a2297c-8b26-7e18-a34d-dcf8d8c8e56b', '01a2297c-8b15-7990-a8e2-45a23172b244', '\xae199bcb489f7dc35fb77ad2f35491473cda2076e572d6b0f4c26affc69fdc8a', '2026-11-23 02:01:30+00', NULL, '2026-12-01 17:00:00+00', NULL, NULL);
INSERT INTO public.activation_link VALUES ('01a2297c-8b52-7de9-9c72-5120863fc52a', '01a2297c-8b31-7314-83fc-3909fba74a5e', '\x6e5322c84796c64d2b36c37acf5af9f03d6f4ad4449510ea0ae5c048164d1581', '2026-11-23 02:01:30+00', NULL, '2026-12-01 17:00:00+00', NULL, NULL);
INSERT INTO public.alembic_version VALUES ('0054');
INSERT INTO public.appointment VALUES ('01a2297c-8d1d-7504-a9af-c13bbc547bed', '01a2297c-8d1d-7550-b927-fa97e3c3708f', '["director", "operator"]', 'Quầy 1', 'authority', '2026-11-23 02:06:00+00', '2027-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, NULL, NULL);
INSERT INTO public.appointment VALUES ('01a2297c-8d72-78b8-98b3-28a99446ff24', '01a2297c-8d72-78fd-af69-f0c0ae916880', '["operator", "approver"]', 'Quầy 1', 'authority', '2026-11-23 02:07:00+00', '2027-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, NULL, NULL);
INSERT INTO public.appointment VALUES ('01a2297c-8da1-7542-9b77-6f60104502fe', '01a2297c-8da1-759f-8e20-8f3536edf55f', '["hotline", "identity_officer"]', 'Quầy 1', 'commune_police', '2026-11-23 02:08:00+00', '2027-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, NULL, NULL);
INSERT INTO public.authentication_event VALUES ('01a2297c-8a7f-76f7-a241-574263a840c6', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-89a6-7347-a881-f3255f965193', '01a2297c-8884-7265-b6df-05242ac952e1', 2, '["password", "totp"]', '2026-11-23 02:01:30+00', '[["password", "01a2297c-8915-737f-9147-75371c14696e", 2, false, true], ["totp", "01a2297c-8982-7266-9fae-f5ceb4f14a00", 2, false, true]]', NULL, '01a2297c-8a7f-77a2-a9cb-835593ece159');
INSERT INTO public.authentication_event VALUES ('01a2297c-8dd0-7841-b118-1515205e8c84', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '01a2297c-8dd0-777a-8fc9-647fb46024ef', NULL, 3, '["face", "passkey_verified"]', '2026-11-23 02:08:00+00', '[["face", "01a2297c-8dd0-7733-9aad-dd40d9087217", 4, true, false], ["passkey_verified", "01a2297c-8dd0-76ab-af61-b46d276f9f33", 4, false, true]]', 'open_desk', '01a2297c-8dd0-790e-946b-a85b95d956e1');
INSERT INTO public.authentication_event VALUES ('01a2297c-9095-76ad-9419-bef3ca5d7fb9', '01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', 1, '["password"]', '2026-11-23 02:11:00+00', '[["password", "01a2297c-8eba-7301-9e86-a9edb84ca784", 2, false, true]]', NULL, '01a2297c-9095-7766-bb13-380d1f6c5826');
INSERT INTO public.authorization_code VALUES ('\xd203f1d51210da84ce7824656dc8be24666c0f8a9ed1024339693771a1d00c55', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-8ad9-7f73-a0f3-883ef110e477', 'https://c25980d3.example/cb', 'YCGUmyzwxQ007cF_SlIigOqToa4qyqYMgMpK6kmS648', '\x0161e4219fe9b1266fabe552236888380ad135834837fa4b1e629238cb81b2254bcd8b344019197f2b5d7224ff90cadf689843c9cb3380daa4966c4e7051077c17992c508be346bda0ad31908f6203b8122bf2a448e246e8bc31deacefd64c38b1caeb0076003e014f10ff0ca5332b3850a0127c1e20b88603fc93f18ae69d594fca6414183fc8f78c0a2989b104054d6ca86ee52cc2dfbd3a21123ba9996fc8af755bb613924cada52f14adb9d7f8a7e3d12d9219d87f8ae337c8e44b237804140059ef42a74a12005eb1c64d675c9dc01e200d10cdf1bd6b0695b4ac62c1b5b072c4fcc2f23ca5ccf364f4199666c89217e0945e39ef9b911ea508c829b6236cac0d108c4a057dc06b046af237cfe847d9880ad6364a8ef4d9f44b6db82c449335099e9d504090e849359e4a3bc8f7f6265a1047a5fca994f45495cfea2ab6fc82b6bfed0bb5fb99e3a656de64d5ca4d9ce8a6a96d1e860437a34c87970c9d259491edf9259ffc4a28baf167555cabc8b860e5c71c8e966c538fad8369d781e9b8f7955f50c1aea40ed3d1d29eecd33e5ad2b7da6c5a78416dd4b469f55952f425eb0118b40b3acb47f50e09c91b17be96fe56624aa163a0401502d2ad72ad9ea891f8995c1ac28136ba33b3073126ef15c48d0a56fe35005d61b0765a9cc61c0d51f5ad9510bd70bc58040ce0cddc46e1008fbefdf5b3cc89ff993a22510c4c748164dd217c5b4ef4cddaf8c9a45f6e8f08735618b3079d551883b1819eab0a367dca8daee9dc8485d243ab1894175252d5445ab0bdc6e3f1fe75e84a7c05ef46d82cbf1e10beedcb2d02c10e8433aa29590ff68f6d40251ef1fe8152a132eac4541a9c1f44cab6076b92600bab542307e869d919eefc956f5911fdac939a1584316ab14b91fb576d3797aa278d2bf8fa95f5fae35f6ecbaa2d004fc7a3b8eb840697ef17e7b50dc17d1420a024e4c6deb0bc055a26fce4037d0a07ceba9d2688b8f3286352da69f7bb73d70bccca38b21e604fc6a149a162c361df51d7e93217cf7db16b58cb3351550abc3a63fced5e649eaa2715b9186f6eb9a3a394a26597f1ce4440993e106ca3251eb6a8d09745b25bebea36e64c3dce25c032a076c956d84362f610ac3477777102a0dcb24faa28eae03de5416e5083d074c812b94d80026020fac7bf88dfb541cd021e546ad2d06ad94ccf2259', '2026-11-23 02:02:30+00', '2026-11-23 02:01:30+00');
INSERT INTO public.authorization_code VALUES ('\xa8e116e90885f83370d6197464203245ae12be725f3def543c326eae1d2317a3', '01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-90c6-727e-8917-3a82762dbeae', 'https://567bfbaf.example/cb', 'fqXYsdxdCwYCHGtHAnBElkpGPSZWVvNAwLjAMxdAO2Y', '\x01fbe4eb7d742ba5114302783ae7be50789ad7a9c4746757af357933969ea207a035728c10d9670fdd86fd5c173141f340202da60ccc3a1ca14e158f6e6ffc78c956f1318af8ec1e3e265bf5f0029ad8c5a00d795291dcf28ca48f490665f6596420a94c267e0392186c16567d551e4944a2d98abdd13294a6b373daa942ca79a15864f949e72bf52a0d48a1248c2e4fb93880b1555e84fc919071a610119be69b6b2a556e963cc191f06aa22a627b464e248e7a2886a45969086e2f7e6d2e5d0ece73a3d4b3946295539e443a71d72a2c350ab8ff334aae3fa453d1d26e510c4dbb136c5db976bd79351b059cba26827453b7841bc657bad225790c0dcb72c96008b9df3bfed3a3879f5de5c29d03269cd998ed280154a55278167da0067d59b04f271a75745a3bc7ec5237c67271f1f07d92eb2b025697bd5e6e4699f1f86ad574a6b412d16df4faee7acbb694524f388819860e8effd7ed030c624c05bad3ff75b32cc55940d462ebee918bff9f714a9e4910f14e507dc672cbb202c9fbb94302c93967f34ed96a63fae317fe7622abec4a28f83a0c07faa5442227fc7cbfcc4244d5fc060c2e2c7783b47ec47f3c1ea7003d4f367ae83a1fcbe8099d90f52b07936cbae94f39c75464c4ac475b5d4837d5277b97a3a64aa06b3fae582c084861df42874a5f3b8de87cc96b2a934d4d5724b9593b13302c468d17950338f982d0a94e365fd499e73b80ae3eab6b324e78225d7c4d7f8122f22533cf44c9143dda14f2201991d412f03a51635c45fde26b29f3f601b87faddc16cd4fa1cfcafd02b736a7563ee3a192b37210f3823c211ee0919b34ecf4a2674b272058e8f5a0925a7c3ef4799cde86e4d040300f31ec8fa8514d9f10ae67fe1b9b42e199b78ee71bc2f01df12d1b4f1d16c43588616444ac831a50a47c14a24e315902e9af9f09a830802020f1ba6bcc0cfc6e9334afcb4be86926e96beb3f4103dff3b1a29d204a9645d5c1680fe0051ed5d38bcf90847ede1aba0e6e3b7008dd04c743e9b346fe5db7ae3a4cd57c9ec03baa994cabab057e2d47fe0ac4760d1b6bfad42930b946baa570723b8bf6f24e782f217c08d33173c964a6', '2026-11-23 02:12:00+00', '2026-11-23 02:11:00+00');
INSERT INTO public.authorization_transaction VALUES ('01a2297c-89a6-7347-a881-f3255f965193', '\x9b14359f210e95c3e5187f52557002fe26c21bb670a86e470474aa365968ce57', 'null', '2026-11-23 02:01:00+00', '2026-11-23 02:01:30+00', '2026-11-23 02:31:00+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL, '\x0132bdc1a74c71055eeebfa62c71ac98d7a418c8cbe8b0cc3754ed45a42089daec79845b4341d9cecd2aee37be7d63bf718100b124b333b30cb2d4d21388fca1eaecb1c129b8a8318c5d6f34cf7795526a1286cd74c1946493a3f5b0c3d8f4efecba9c65cccebfbef1881d05780500a6a40c9246011f7520ee359a117eb51241ddb51844ed19b0639f0abd5064d2d03af0e5886cd0b5578ad6e5f431fb07beb0eede8a125865697361a5faab10d8f256178ed74082c47997351dbc920a5813a3a3489b167e75a2ad33925b30f0642db2fca2d8d8df2dd09fc8b8d7bebae5bfbb26d2a6ff7ca76d0a1b05f00139922d82d0e2712592c0669b33f0f2f1ad403e9491a6454745fc197639431a8b97492a38edf6c020bb6a6f5fcae0f38b9fd370e486e9e20efaeb862dde955bb1d41a008ad623b6f735a99a5ea76a01b482e5701a15622faf10e0c02d1f4600e483898e49d5709abbdabedaaec394b4deeac50e56dbc1f419ed419b1b545a1013dd9be6113837e206e321e4c36e3386bb4a636ec2cb80a3eb417866bb72ce64cda7feac5209abb5a9f4fd6f87f40edcea586c839aabb590561dd02de8f4f04b8a58eeaa47914103009e63d0a6788b3e42e54004410952162782a51e4649ca7b07a05e5b70896bb21d97d52e8ee4c34ca7b6b47fee419f9607fe957934ac821e42661f32c3e73431cd63067674b4be8c63dbd0271c112ca64a16f9a0ead05f69aba9a022552d955c0356ab23d94ad65cdabc0ce432325f81fbb6ed8e3aa1290defb2e92619112cc869d77334fe0e7462063be4baf57ad5f9f73bec6cc2636a027e180a573d85feeb6fe56698d2030d464016149e439ba9e9872f1128');
INSERT INTO public.authorization_transaction VALUES ('01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '\x64fa3b3617302ed5a311660883703bed641bc58d84698f846af6281ab890fdea', 'null', '2026-11-23 02:11:00+00', '2026-11-23 02:11:00+00', '2026-11-23 02:41:00+00', '2026-11-23 02:11:00+00', NULL, NULL, NULL, '\x0186c3c1fc44665da18c1c9ca6a8fae85f4a2db818597083a5f481f3a6336678211ea5388b85097f8744542832a5545ead78496030e24d7f1c8dacb1fc4a760e218e239ecf45664439f78723e7e891d877d49b581c7473a107a582ec6741859802a40af1bf45100245279efa0a9698067a3550252e6f45aa1789dc9c947801fa0391c57b5cc8b71895af4bf0aaa7acd4cc824c4c77b63b05e93f4f3418e67340aa0f973aa847e5686a379f1a7d3e55ce5c62f8a15b75a52b698a40c935d31366ce684c1cdfb2e225772ffceedf96590458e105c6f7cb655090c2a2a58e677562300ebb22b774d1ba1113dd0d629275c926b57a130f69ba27d921fd0e11a275c98190f1947722bf54459f61579773b66de76c824fc7c37f8b2420d9022efbb620ad39c54b4ec75c31b2d9341d51b9b288322ab01682266279be8f668c5856e6868fe11d59e81731050be3c3164f8e5cf1c71a2e0e01cedaed0a02eb479a95ca5a90cc4953cd0626dd12cae43643897f1333d3a5fef28ecad4113f460aab74a2394b27a79262b7d45e4a0c4db8c1ff7bad04cfebce6bb7dac49833a79e2b335426c5a756c21cabb6f8bd89d800f8ba78f5943d1439323f381de34b57a1a777a7a10b7915348ccd93e7f12add2d5ce2fadbf2a24c8e2dc2a13f016298ea8553cea7d28d4827b8dbfe78a383a1bfe9bba4351a465f3bb76394c995b75366746c886bdb1ae5b730f020aa721fc5e61873bf7818fdf16669440c5ebcc491a0fb4cd4c4afff8147561333d11cd84a2c817e1654d36a2771dfa386ea5fad7824ecaa240ea4b6faed077e21f19019d70f32f0');
INSERT INTO public.binding VALUES ('01a2297c-894a-788b-94ca-7da97cf088f5', '01a2297c-8915-737f-9147-75371c14696e', '01a2297c-88c1-756a-ae3b-728111576018', 2, false, true, '2026-11-23 02:00:00+00');
INSERT INTO public.binding VALUES ('01a2297c-898c-70fa-bdd8-f59fe0bcd588', '01a2297c-8982-7266-9fae-f5ceb4f14a00', '01a2297c-88c1-756a-ae3b-728111576018', 2, false, true, '2026-11-23 02:00:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8b43-7d91-8899-4b304e3d50e8', '01a2297c-8b43-7d3b-a38e-8b237c1d4739', '01a2297c-8b31-7314-83fc-3909fba74a5e', 1, false, false, '2026-11-23 02:01:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8b98-7cee-8181-6d4281c25eb8', '01a2297c-8b8d-7d61-9e95-3f53af0dc7b4', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 2, false, true, '2026-11-23 02:02:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8bfb-710b-8c2b-31e5e33d66a0', '01a2297c-8bf6-77c4-8680-0cb951da63fb', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 2, false, true, '2026-11-23 02:03:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8c0b-711f-9554-09377144ebf9', '01a2297c-8c06-702b-84c6-873fef6b0bd8', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 2, false, true, '2026-11-23 02:03:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8c2c-77a5-b503-95324f6fad44', '01a2297c-8c2c-768c-87da-f197833235b7', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 1, false, false, '2026-11-23 02:04:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8c8d-7467-94a1-4645d1974f4b', '01a2297c-8c82-7cc9-986d-7d7a1398c6f2', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 2, false, true, '2026-11-23 02:04:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8c9b-7b69-b033-614f34b2b297', '01a2297c-8c98-7734-b7bd-1f15a37f1e54', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 2, false, true, '2026-11-23 02:04:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8cb3-7c5c-8c45-860e9ebd5062', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 1, false, false, '2026-11-23 02:05:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8ce8-7b56-9f76-79757f24bfed', '01a2297c-8ce4-7ecd-a8c8-743f11b3a188', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 2, false, true, '2026-11-23 02:05:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8cf9-7376-b87b-1c0a45a58431', '01a2297c-8cf4-79c2-b839-81fdf1af03de', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 2, false, true, '2026-11-23 02:05:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8d1a-7181-bf43-f169677cddf7', '01a2297c-8d0b-7943-8b46-aaebf063212c', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 2, false, true, '2026-11-23 02:06:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8d5d-73c8-a438-0996d9eee2d9', '01a2297c-8d55-7304-aebe-bdb1f18859ec', '01a2297c-8d34-787a-8686-ff391a8f4938', 2, false, true, '2026-11-23 02:06:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8d66-7d79-9b7a-7d30ebac28ed', '01a2297c-8d64-7edb-86bf-f91406511583', '01a2297c-8d34-787a-8686-ff391a8f4938', 2, false, true, '2026-11-23 02:06:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8d6f-7e21-987c-f627064e7048', '01a2297c-8d6d-784b-b056-bed5cfa02713', '01a2297c-8d34-787a-8686-ff391a8f4938', 2, false, true, '2026-11-23 02:07:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8d89-724a-ba00-c29fb84a7ed1', '01a2297c-8d85-7597-80f1-c8f4617bf5c5', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 2, false, true, '2026-11-23 02:07:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8d93-7a9a-b277-b24d1b405013', '01a2297c-8d90-773d-89db-91aa4b544f8e', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 2, false, true, '2026-11-23 02:07:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8d9e-72e9-9e76-08eb8c5c5c1c', '01a2297c-8d9b-76ba-874d-4c8724082c70', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 2, false, true, '2026-11-23 02:08:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8e2d-79b9-b94e-c04c07401345', '01a2297c-8e29-78b8-892b-16accaeb958b', '01a2297c-8e19-7206-b776-c4c3194b8e82', 2, false, true, '2026-11-23 02:08:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8e37-7bf0-97d6-9428cef426d1', '01a2297c-8e35-7278-afa1-15901c17764f', '01a2297c-8e19-7206-b776-c4c3194b8e82', 2, false, true, '2026-11-23 02:08:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8e9a-7925-8490-f67af1a6bd01', '01a2297c-8e96-7bc0-83da-f80667e5b77e', '01a2297c-8e87-7646-9519-3c4a06446782', 2, false, true, '2026-11-23 02:09:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8ea3-78f4-b023-0d8e720003b6', '01a2297c-8ea1-74ce-a5e2-5d40fc0e8dc8', '01a2297c-8e87-7646-9519-3c4a06446782', 2, false, true, '2026-11-23 02:09:30+00');
INSERT INTO public.binding VALUES ('01a2297c-8ebe-73b8-be5a-f40a268da7b7', '01a2297c-8eba-7301-9e86-a9edb84ca784', '01a2297c-8ea7-7235-97a1-28615b0d8097', 2, false, true, '2026-11-23 02:10:00+00');
INSERT INTO public.binding VALUES ('01a2297c-8ec8-791b-baa0-6fc843b80e9d', '01a2297c-8ec5-7ddb-9f47-88704c72ecb1', '01a2297c-8ea7-7235-97a1-28615b0d8097', 2, false, true, '2026-11-23 02:10:30+00');
INSERT INTO public.binding_ceremony VALUES ('01a2297c-894a-788b-94ca-7da97cf088f5', '01a2297c-88c1-756a-ae3b-728111576018', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:00:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-898c-70fa-bdd8-f59fe0bcd588', '01a2297c-88c1-756a-ae3b-728111576018', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:00:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8b43-7d91-8899-4b304e3d50e8', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'release', '[]', NULL, '[]', '', '2026-11-23 02:01:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8b98-7cee-8181-6d4281c25eb8', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:02:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8bfb-710b-8c2b-31e5e33d66a0', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:03:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8c0b-711f-9554-09377144ebf9', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:03:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8c2c-77a5-b503-95324f6fad44', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'own_account', '[["password", "01a2297c-8bf6-77c4-8680-0cb951da63fb", 2, false, true]]', '01a2297c-8c17-76a4-b4d4-56719167d71c', '[]', '', '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8c8d-7467-94a1-4645d1974f4b', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8c9b-7b69-b033-614f34b2b297', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:04:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8cb3-7c5c-8c45-860e9ebd5062', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'own_account', '[]', NULL, '[]', '', '2026-11-23 02:05:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8ce8-7b56-9f76-79757f24bfed', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:05:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8cf9-7376-b87b-1c0a45a58431', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:05:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d1a-7181-bf43-f169677cddf7', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d5d-73c8-a438-0996d9eee2d9', '01a2297c-8d34-787a-8686-ff391a8f4938', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d66-7d79-9b7a-7d30ebac28ed', '01a2297c-8d34-787a-8686-ff391a8f4938', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d6f-7e21-987c-f627064e7048', '01a2297c-8d34-787a-8686-ff391a8f4938', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d89-724a-ba00-c29fb84a7ed1', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d93-7a9a-b277-b24d1b405013', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8d9e-72e9-9e76-08eb8c5c5c1c', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8e2d-79b9-b94e-c04c07401345', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8e37-7bf0-97d6-9428cef426d1', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8e9a-7925-8490-f67af1a6bd01', '01a2297c-8e87-7646-9519-3c4a06446782', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:09:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8ea3-78f4-b023-0d8e720003b6', '01a2297c-8e87-7646-9519-3c4a06446782', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:09:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8ebe-73b8-be5a-f40a268da7b7', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:10:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2297c-8ec8-791b-baa0-6fc843b80e9d', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:10:30+00', NULL);
INSERT INTO public.case_event VALUES ('01a2297c-8cc8-79a2-a350-424062e2bb96', 1, 'opened', 'open', '{"actor": "operator", "host": "host-1", "user": "idp"}', '{}', '2026-11-23 02:05:00+00', NULL, '2026-11-24 17:00:00+00');
INSERT INTO public.case_event VALUES ('01a2297c-8db4-75a5-889f-1bf6f09a9f31', 1, 'opened', 'open', '{"actor": "officer", "appointment_id": "01a2297c-8da1-7542-9b77-6f60104502fe", "authenticated_at": "2026-11-23T02:08:00+00:00", "desk": "Quầy 1", "desk_kind": "commune_police", "level": 3, "officer_id": "01a2297c-8da1-759f-8e20-8f3536edf55f", "roles": ["hotline", "identity_officer"], "session_id": "01a2297c-8da7-788b-b023-ce5f60693686", "subject_id": "01a2297c-8d79-72e7-b06b-7e69e3c8b147", "until": "2027-11-23T02:08:00+00:00"}', '{"ground": {"sealed": "AcTThthMUCMZmObAgvjAuT9ZWsu0C9D0vi1LITb-V9nRk9_Xc_3fN0yFW9djCzven-4oGcskO_s"}}', '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.case_event VALUES ('01a2297c-8db4-75a5-889f-1bf6f09a9f31', 2, 'take', 'taken', '{"actor": "officer", "appointment_id": "01a2297c-8da1-7542-9b77-6f60104502fe", "authenticated_at": "2026-11-23T02:08:00+00:00", "desk": "Quầy 1", "desk_kind": "commune_police", "level": 3, "officer_id": "01a2297c-8da1-759f-8e20-8f3536edf55f", "roles": ["hotline", "identity_officer"], "session_id": "01a2297c-8da7-788b-b023-ce5f60693686", "subject_id": "01a2297c-8d79-72e7-b06b-7e69e3c8b147", "until": "2027-11-23T02:08:00+00:00"}', '{}', '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.case_file VALUES ('01a2297c-8cc8-79a2-a350-424062e2bb96', 'BM-4YN8-T1BD', 'loss', 'draft-2024', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL, NULL, 'help', NULL, 'open', 1, '2026-11-23 02:05:00+00', NULL, '2026-11-24 17:00:00+00');
INSERT INTO public.case_file VALUES ('01a2297c-8db4-75a5-889f-1bf6f09a9f31', 'HS-XSJ2-CE5W-ECG9', 'person_request', 'draft-2024', '01a2297c-88c1-756a-ae3b-728111576018', NULL, NULL, 'people', 'officer:01a2297c-8da1-759f-8e20-8f3536edf55f', 'taken', 2, '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.client VALUES ('01a2297c-8884-7265-b6df-05242ac952e1', 'active', '2026-1', '\x2f62ca77df3207c193aadb39b5f48dc779989f0ebea2166a9ab2936220450eb7', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Portal", "vi": "Cổng Portal"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "c25980d3.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://c25980d3.example/cb"], "pkce_exemption": null, "require_pushed": false, "allowed_origins": [], "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://c25980d3.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.client VALUES ('01a2297c-8e7f-7a38-9ac4-2fcf460e6844', 'active', '2026-1', '\x46d05407eacdd502f03c228180ec6e36c1254b4c0e829490f0126cb28a77134c', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Firm", "vi": "Cổng Firm"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "567bfbaf.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://567bfbaf.example/cb"], "pkce_exemption": null, "require_pushed": false, "allowed_origins": [], "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://567bfbaf.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:09:00+00', NULL, NULL, NULL);
INSERT INTO public.consent VALUES ('01a2297c-8acb-70fd-8d40-db19912d6aa1', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-8884-7265-b6df-05242ac952e1', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-2', 'c62980c4b99005ec29df48a01c00782a4f6e20177cb2766f2719b0ba00f45e6d', 'en', 'consent', 2, '01a2297c-89a6-7347-a881-f3255f965193', '2026-11-23 02:01:30+00', '2027-02-21 02:01:30+00', NULL, NULL, 0);
INSERT INTO public.consent VALUES ('01a2297c-90be-7603-b62f-80a590ee7438', '01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-2', '391eecbaca45b960fd684f5c74c7de24e8cc99d78ccb581d304ddc3ac6f2d86f', 'en', 'consent', 1, '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '2026-11-23 02:11:00+00', '2027-02-21 02:11:00+00', NULL, NULL, 0);
INSERT INTO public.contact VALUES ('01a2297c-88c9-74b1-b4e6-48281a100a37', '01a2297c-88c1-756a-ae3b-728111576018', 'email', '\x01c60f5b8f4fe9fd34d1c7e78130e3d2abbe818f42b5e39a6e59248275ff3e525d22d687507461fb3561b33d2c50c3e892204ad7704c699981e5b47a5ef78e3d11c9b2e4edcefbea3c16a834b8b860a20c5e33eab44d71a431b8831ec8a276de3742db0f62efbe85cfb29b49f82a68120a891a2b865bd86931f610cab707606e372d336545a9ea5f9b0050e1fe7b9cb5e0a62a3f2702fe7c98021fb36b2ec2c634b11189ac860b', '\x87ffaf48ad066fe1ab7b3ada263a8b7bb3204e0361a316581cee342de47fc5ce', 2, NULL, '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8b17-7d00-bd60-c279d53ad116', '01a2297c-8b15-7990-a8e2-45a23172b244', 'email', '\x019f4768e1cb2bacb7990586c44ab9730241ed1851de2352ba9873d796d00feb9b9d9e3703628755d8d5912aac1483f86aab52e00f87528b91cad9a4f943a9d44c7a42cd939693bce9f362a3c9dd326317d3fcd2665ae560af706e2859a78523b5344b37b3004dadbe6c15c63b98cdc6c859b59b22115f382ce0a479271683a1074e53d175037e0654b6aacf0ccd44582b71a7895a5fe48a279c5274c64d9e53963861dd8646', '\x8c6e0622f6e9ae8441e92f5295af875bf068ed6a188271fd0f768ec2c3c8a935', 2, NULL, '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8b31-7701-a375-db3c83acf59d', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'email', '\x010925e02f293a3c47d2f8c2403b9f47d2de849511acd0ffeaacaf417e6b51515ee91c096bdef5c01ade6fbebaaf8d85c24b43017eb04e4032be5b46706939f82ea1df2f6cb2b1a66f3cada47c17ac8ead3d59a88a73ad51f3331d68b2034297edfcd615f7028d91ae2e79c70b2d551dca68fd45cad899ef6cd0caf015f17dd1030fb3769c85fce57d3ce7e58bc60b1f1954586ddf58eca2ed2ec8e91214e671b53dd6587c9b', '\x8c6e0622f6e9ae8441e92f5295af875bf068ed6a188271fd0f768ec2c3c8a935', 2, NULL, '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8b67-785b-83a4-19b54c3e0050', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'email', '\x01b7fc43fc5427d73ed0408732119d7e1593709339d75d8dab5e0a12cd53868d04171753159ac8b708a5d17790a5216ae5ececae2c13caa51ce9d206af0a7b34e9736c43c5c1ff526a762363afb32a71497492ead0ca3034963d83e4ab654e2b80cc57faf030e355ce5f9320e0cb92082d9df1c48010454976c5e03dadec48db1702a56a629eb32a8a8ed88c174580ec909cec6eb62a8f4eebb74320ccfbe4e488ea47981c7efb', '\x0a1f9adae97340628b8358499aa244f514d6a11fe97dcb841a292fd364d93692', 2, NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8b68-7207-a406-cded6ad0729d', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'phone_number', '\x01931c7d9d0030d3007c77bcfe68b5653f8b48f197ee05fbf53a3195bc2d2cabd191da0d87a5dd70620eb1045e2cece4050aa750b4ac1c5bcf19fbaaa64838c443b5ea178a8fa8031cde51f1b74c5531bd846460867ad27f7fdc4a07f6a2122a9e70f0ad77418713d36a4c99d474a971739b2f9e35cf934329228b82e85cab7e7f68b3d934b11525e72e844877f7d34cec59d768db97c93e5fdf77daeed82dee6310a37144fcde2a903533716bce9fa8', '\xec070d5784898df4c8c7239c59154ab58353f11da19afc302a4d88823840c607', 2, NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8be8-7656-bb22-01b11028cce3', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'email', '\x01c2cba8753dc10ac914b03c84ec707fa581c276e67454420b1bec083eb099c1665dcd9bdc63d92b7380f58da5ca5a55f67c534f914b6bb17676a4cad362414581a26b37379514e0708d7fd6ddd7d4abc8cf67d87561ef6dab2e0b126a32bc2aa1587b9b395d0060cd22d1804255af8129b5ef27e715b4daa578d0761b245f531fce2aeda0d9140f3dccd8ebde5fa35aab5031f596f6c3549db911bd3b4c0ba02518e484d0', '\x049fdc4231c077c894e7569f53bb61e1c9b0b3f35444fbd88ba024cf23b70b9d', 2, NULL, '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.contact VALUES ('01a2297c-8c2c-768c-87da-f197833235b7', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'email', '\x0128ecf654405004472c1e026096cc51ac417e5d556af98f005d702110c22a3f2c659d127e50b4fb40c0e193e07b11c5380f0a5e3ef8813cf6983a719900bf0a34ad09e0b6fa9e9351eccd3ccd6ff21f21ca682b07a90d28cc9cc52214eca32f3c86744e456ba6dfddac9f75b96a716958b76e780fc589154896d15e8339941451441f6ceb0ae5fc2cc7d9ddd9646053ab52', '\x58d1e4e19fb138b5fc9b10326c23b04cd2f81bf9457c1b380a2a030c211180d5', 1, '01a2297c-8c2c-77a5-b503-95324f6fad44', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8c6a-7522-b8c3-c5125d4950da', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'email', '\x01c60c5471ffd210526190aea0949d0332b6cd9d063300949aba50df78acb1fcc5348dcefa695a713bf1b0649b777592123994dbf069292d74b85a9f10c1734a53e33e0e0dce2cf168255a57857f1a628ddccefa0947b3d643e43a2d08e3e7e3029240df9f7b93e09af9da354ad9f69c6ca8bd673bd118e3a1e8f557f35764129fc69ec6267902c47075b1ae8e3725082251dc9a16f408181ed2fc192cdb0100a8ee8b3e63ec3d419949cf085239b80ad2', '\xbd53c239a218d9ec7aed9ec9431f50135a2673a578f133d45467334900c5532f', 2, NULL, '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8cd5-7f8d-9ce6-79b581620092', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'email', '\x01a6a78243ce2b7435ac329a1ab8697585667acc5a76d7529f4c5eca789bc3e15135a67b0eb9a5c6926508bbf5d2cb46410458743ca82f2f8cc8703461ec95d037e5d3435abbcba6d457e7ac953a0f79c07b65b2b921f9e030d9ce035a5a0bd6a8bfdc0b170f1f1d70ff9f31b3932c849fcb11e9b0b632b77267d7a6b804acbbdc0976b774c6eb1c3048f56e200f227fdb5d04cc7f03c2492220392dae5326316bdb608e74919e4b7f28eb24ec697eef3f', '\x749ba408a29ad3b3e9041f6f0997bacc19532fa4e46da1f5dccaf510cc051110', 2, NULL, '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8d35-7fb7-9ff9-5047f7783ac2', '01a2297c-8d34-787a-8686-ff391a8f4938', 'email', '\x01069e4dc633ae6b4372a4d3c1988f46a234604e2d4a218129e1fccde3e8ef9e28f3dc0777ff34e58255d71187f39aa406f3774e08148d700cb7a530cc2a14dcff7326b33ab97f060e8dfee9090bdfeba516f231d8f80d607c7251e08c7ae84c1d6c8e280359c8fec476e9b9dc0105be93643827a6d5d4d998ee73de8926c0861723d495f504358467a3520854b63ee120419dcdd9325a62492b8ee3bca05e155c76052051517025621667dcbfcb8ee93d', '\x440f38c0407853fcab04df03394a74a50f73d6cbd299c5b720e636808b2758f6', 2, NULL, '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8d7a-781f-b7f8-d980ffae3142', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'email', '\x016d0c28717965866bf10b3597cccde83698221fac223d6333e09bf7d26813c1078323f343ac11ec1658bcd61710e66047d9ad972a6a818f39a73bf782164c5656b2f8bacd4fe8aa6872061aa497ea34c0daebc4d91901e95f6bd4cd5a914d5b5959cce80b50a715e00d2be51099633370eaa94e2c650bfd76ee97342b9bed8660fcf0373bf16650a43d3a838316df8b5e50e53478caca0d99b2d8b44042a967c81422836b2995633b6ff15246015a64a3', '\xb6df2bbaf36a10e0e139f8d4e14ded75c3bfd8248508c01964f9ff110712fd63', 2, NULL, '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8e1b-7d0b-952f-58243614776a', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'email', '\x011c0d6fd69236952c04893a3bcfd1bcc8f25e8b1de37473383f9bcf93934f1b9b531bc7effcd63457016eb0bf98e314a59fc4ca2a5b24e6b1ae5b97611bf855362106ba170d915e4f965d7455736f43fc7cf0c60907ad96b6bec45fa95676ed3c3d92c4ea92d59109e39567fbaba1bcce1db7ad6d760572e99f876fdbc8d693c1e86259772c17ad9c563a878a73ea93be2fbe8a1e8eb26f90e39c46944eec4dbcc867653ec543163a877d58e251de1272', '\x24f499ffc1c1241095e13d9fe379f38ab345492b2d25ac0a028fd66cabd28c27', 2, NULL, '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8e88-7c4a-bd16-17fdbf2247e1', '01a2297c-8e87-7646-9519-3c4a06446782', 'email', '\x013aff223fe0cfe86ad0ffbdf0c7424377bb363ff35a0f19b1daa677c9a05020ca13c18c015000fbb1d7733c371025b76b9743ecad6ff893f570ad297d4cd8c554ad6ccb792eb5e779ba58c906e33f892edcfb15d457551e1ec7fafe251bb1c25e67f43c7844b5a3725ea7a791da2f1a6dbd17e4df4d5737e946717e05c46a37ca20fe496c426907ad95a62dfa5b20ed5f2e561fcd8d78dc2ecca14ccfe8482c05fe1e851e175402b8498045d9ad9fe922', '\xd2211fe61ee92031f67a428fb706de320dbed3b96c5cef3dfcc6d9f2611617ac', 2, NULL, '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2297c-8ea8-7792-a946-4065a7bce39b', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'email', '\x0169bddc864fa8ea8a959202c6fb70490e157fef439f1ceed4ac842f4bf5827d478429978459327a650d003c84325f89cdedeb0242dbc1fa72b733a5a00295ab3016e536292faa7d121e4c7ca18e2f2715151f4ed5444e6b35d2b88421a625aaafdc4b3cbc246bf94e8d6ada3ebe01447759e70fe9ab6db615ab477615893b92c1038087faa9d9ad141ac22bcdea2762ee5abb35728271bfb24650727f01aa8dd0343e418446f4221454a829e9204a39a8', '\x46e724b556ce7d2c711e278d55b91f45040bfa2a086f20115ddc7eedf1ada128', 2, NULL, '2026-11-23 02:10:00+00', '2026-11-23 02:10:00+00', '2026-11-23 02:10:00+00', NULL, NULL, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8915-737f-9147-75371c14696e', '01a2297c-88c1-756a-ae3b-728111576018', 'password', '', '2026-11-23 02:00:00+00', '2026-11-23 02:01:00+00', NULL, false, 2, false, true, '2026-11-23 02:00:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8982-7266-9fae-f5ceb4f14a00', '01a2297c-88c1-756a-ae3b-728111576018', 'totp', 'phone', '2026-11-23 02:00:30+00', '2026-11-23 02:01:30+00', NULL, false, 2, false, true, '2026-11-23 02:00:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8b43-7d3b-a38e-8b237c1d4739', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'password', '', '2026-11-23 02:01:30+00', NULL, NULL, false, 1, false, false, '2026-11-23 02:01:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8b8d-7d61-9e95-3f53af0dc7b4', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'password', '', '2026-11-23 02:02:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:02:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8bf6-77c4-8680-0cb951da63fb', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'password', '', '2026-11-23 02:03:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:03:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8c06-702b-84c6-873fef6b0bd8', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'totp', 'phone', '2026-11-23 02:03:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:03:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8c82-7cc9-986d-7d7a1398c6f2', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'password', '', '2026-11-23 02:04:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:04:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'recovery_codes', '', '2026-11-23 02:05:00+00', NULL, NULL, false, 1, false, false, '2026-11-23 02:05:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8c98-7734-b7bd-1f15a37f1e54', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'totp', 'phone', '2026-11-23 02:04:30+00', NULL, '2026-11-23 02:05:00+00', true, 2, false, true, '2026-11-23 02:04:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8ce4-7ecd-a8c8-743f11b3a188', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'password', '', '2026-11-23 02:05:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:05:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8cf4-79c2-b839-81fdf1af03de', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'totp', 'phone', '2026-11-23 02:05:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:05:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d55-7304-aebe-bdb1f18859ec', '01a2297c-8d34-787a-8686-ff391a8f4938', 'password', '', '2026-11-23 02:06:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:06:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d64-7edb-86bf-f91406511583', '01a2297c-8d34-787a-8686-ff391a8f4938', 'totp', 'phone', '2026-11-23 02:06:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:06:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d6d-784b-b056-bed5cfa02713', '01a2297c-8d34-787a-8686-ff391a8f4938', 'passkey', 'phone', '2026-11-23 02:07:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d85-7597-80f1-c8f4617bf5c5', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'password', '', '2026-11-23 02:07:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d90-773d-89db-91aa4b544f8e', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'totp', 'phone', '2026-11-23 02:07:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d9b-76ba-874d-4c8724082c70', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'passkey', 'phone', '2026-11-23 02:08:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8e29-78b8-892b-16accaeb958b', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'password', '', '2026-11-23 02:08:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8e35-7278-afa1-15901c17764f', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'totp', 'phone', '2026-11-23 02:08:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8d0b-7943-8b46-aaebf063212c', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'passkey', 'phone', '2026-11-23 02:06:00+00', '2026-11-23 02:09:00+00', NULL, false, 2, false, true, '2026-11-23 02:06:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8e96-7bc0-83da-f80667e5b77e', '01a2297c-8e87-7646-9519-3c4a06446782', 'password', '', '2026-11-23 02:09:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:09:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8ea1-74ce-a5e2-5d40fc0e8dc8', '01a2297c-8e87-7646-9519-3c4a06446782', 'totp', 'phone', '2026-11-23 02:09:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:09:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8ec5-7ddb-9f47-88704c72ecb1', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'totp', 'phone', '2026-11-23 02:10:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:10:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2297c-8eba-7301-9e86-a9edb84ca784', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'password', '', '2026-11-23 02:10:00+00', '2026-11-23 02:11:00+00', NULL, false, 2, false, true, '2026-11-23 02:10:00+00', NULL, NULL, false, NULL);
INSERT INTO public.deadline VALUES ('01a2297c-8cc8-7cb4-9d47-0c4b52a57401', '01a2297c-8cc8-79a2-a350-424062e2bb96', 'loss', 'take_loss_case', 'draft-2024', '2026-11-23 02:05:00+00', '2026-11-24 17:00:00+00', '2026-11-23 21:32:30+00', '2026-11-24 09:13:00+00', '2026-11-24 13:06:30+00', '2026-11-23 21:32:30+00', '2026-11-28', 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.decision VALUES ('01a2297c-8e45-74ee-95f0-fd1a42b9b90c', '01a2297c-8e41-7d42-aa40-f2a2442882cb', 1, 'appointment', 'appoint', '\x7b2263617365223a2230316132323937632d386534312d376434322d616134302d663261323434323838326362222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2235663031643265643638313461613735623236356237616436633366633361643533326364343039353731383237643331343534306330396539373132373138222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323937632d386534352d373465652d393566302d666431613432623962393063222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2235353238313664613031303936626664666635316164663364343364336538663864333966383164613738306231316135666133366234303561643966386264222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323937632d386431642d373530342d613961662d633133626263353437626564222c226964656e74697479223a2261653765373336633664313934326362623833643163656662343239633161666335656632613832666434303766303566383835623135363332313261663737222c226f666669636572223a2230316132323937632d386431642d373535302d623932372d666139376533633337303866222c227375626a656374223a2230316132323937632d386364342d373934662d613139372d306662636432366331663662227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d', '\xd7e73369e8ddf07d57e57f92867062f0306314edb67f351af01adc7f39e2e1ca', 'open', '2026-11-23 02:09:00+00', '2026-11-30 02:09:00+00', NULL);
INSERT INTO public.desk_session VALUES ('01a2297c-8ddd-754b-9b10-46ac2a095e0b', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x87bce19729adb480daf170cca7c24855c8aacac6a47e92920975055c7a574c14', '01a2297c-8dd0-7841-b118-1515205e8c84', '01a2297c-8dd0-790e-946b-a85b95d956e1', '01a2297c-8da1-7542-9b77-6f60104502fe', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-11-23 10:08:00+00', NULL, '', 0);
INSERT INTO public.evidence VALUES ('01a2297c-8a18-7eec-886b-fb60a3b521e4', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-89a6-7347-a881-f3255f965193', 'password', '01a2297c-8915-737f-9147-75371c14696e', '2026-11-23 02:01:00+00', '\x346d29923207bd95aa5f54ec861e158ff4d63ad7999e2023d2ff5608fb7b2df4', 0, 2, false, true);
INSERT INTO public.evidence VALUES ('01a2297c-8a7c-7e86-896f-255906e8dbef', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-89a6-7347-a881-f3255f965193', 'totp', '01a2297c-8982-7266-9fae-f5ceb4f14a00', '2026-11-23 02:01:30+00', '\x36bd526a6023795691fca5b3e7d07160c1bcaa5b31d29ce77b8b612856ab14e7', 0, 2, false, true);
INSERT INTO public.evidence VALUES ('01a2297c-9092-7305-a80f-ebc3b2b6d9cf', '01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', 'password', '01a2297c-8eba-7301-9e86-a9edb84ca784', '2026-11-23 02:11:00+00', '\x787fc84987c16b80768da5f34d49e8fed238809ecdf5c9a83b3569fbf1b62ea1', 0, 2, false, true);
INSERT INTO public.factor_try VALUES ('\xe4dd1b6f3db7e07962eb24ccd70978501984d7f8d84f02249093a1444a741304', 'own_change_letter', 1, '2026-11-23 02:00:00+00');
INSERT INTO public.factor_try VALUES ('\xbb11620b7f52bcba01d3d99f64b05ce3359248b198a57d35353a4547f9703bda', 'own_change_letter', 1, '2026-11-23 02:02:30+00');
INSERT INTO public.factor_try VALUES ('\x49c082b0dc86eb3c5e3930f9dd06e2dc849a46e0187b56786a321d674cc1c3dc', 'forgotten', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x98f85da3d4b27479777380e864b24de3f8835dc19e0b87d0efc736aed2cbdd9c', 'forgotten', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x6710f703a16ac82d96e39fd234821115fdf79a9f7faad0da0ba739ad4b0d2586', 'loss_link', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\xfc74b6d56602bb4c77cc7dc4d77add8a9d14a0316a0f323377e3de99d28fb655', 'own_change_letter', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x58d1e4e19fb138b5fc9b10326c23b04cd2f81bf9457c1b380a2a030c211180d5', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\xdd9701a352eacc348bdfa9be38d23797563d32da1e319ce28670d215fdf93301', 'contact_try', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x67c4f5738aaa1666e230d3d3271388941e26fb8ae8bab313646758b5bfd33734', 'contact_code', 2, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x295fa5a11ea7f04c2919b3232ed3a7d13e7c40ace8d0b465a9ee85b5863fb7b4', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x2f1bfd4570c574883f969bede855a34a6984e6c6ca7dfcec3d4294812bf9bb00', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x174b5d6951d541dbc0fee41a0f8dae2345cf7edc1e3d215c7a19d1ea754d1038', 'own_change_letter', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x50e10a5914bacbfed49642c797c5d0e913c9780d37fc725b7a6b9f55a1a138db', 'own_change_letter', 1, '2026-11-23 02:05:00+00');
INSERT INTO public.factor_try VALUES ('\x43088d36886345551015e074707e701f8205e4c3a8c1bdfb9539c67e4f006c89', 'own_change_letter', 1, '2026-11-23 02:05:00+00');
INSERT INTO public.factor_try VALUES ('\xca36ec3984cc56048beef6289bf24e5e246a81559b5b7c1f661cd5ffa640b411', 'own_change_letter', 1, '2026-11-23 02:06:00+00');
INSERT INTO public.factor_try VALUES ('\x74bcf92e90aeadd2ecac1b0aa4155a3fb27ab42b3434cc98f47ee4a47af2b817', 'own_change_letter', 1, '2026-11-23 02:07:00+00');
INSERT INTO public.factor_try VALUES ('\x4352c0991a106248bcb2271f35c5f563eeca9b4ef39c47d967ab7c595734c35c', 'own_change_letter', 1, '2026-11-23 02:08:00+00');
INSERT INTO public.factor_try VALUES ('\xf82ee74d31ac429bb35023d1dd02e7f7f210bbb254fc53fc55fc51efcf17082f', 'own_change_letter', 1, '2026-11-23 02:09:00+00');
INSERT INTO public.factor_try VALUES ('\x22e9f0987c384cf8b4437ebb7a72456270a2bfe28806d9329ce10f02cc1ce6df', 'own_change_letter', 1, '2026-11-23 02:10:00+00');
INSERT INTO public.history VALUES ('01a2297c-88ad-73f3-a492-a75a05244394', '2026-11-23 02:00:00+00', 'client_registered', NULL, 'operator', '01a2297c-8884-7265-b6df-05242ac952e1', NULL, '{"shares_name": true}', 'Decree, Art. 17(2)', '\x031309812bb5902e05b90ea15ba2014ab84033316405d71fac669fc3fc72ac27bd', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88bd-7405-972a-ebf662351b57', '2026-11-23 02:00:00+00', 'client_activated', NULL, 'operator', '01a2297c-8884-7265-b6df-05242ac952e1', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)', '\x0393b03d8cb944ad575f4a7ed82ecac40fea0f5d0d6822e7ff249afd77d75ba53a', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88cc-7fe2-9ec1-73bb253ccb6e', '2026-11-23 02:00:00+00', 'subject_registered', '01a2297c-88c1-756a-ae3b-728111576018', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03a2cb62ef5e057a442a1998296573ef856c1b54f35f144ab4d2c0168eec8adc28', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88d2-73c9-a512-5bad2edb51ba', '2026-11-23 02:00:00+00', 'subject_matched', '01a2297c-88c1-756a-ae3b-728111576018', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x034442ed41170884cbb03df5a8112fdcb4c5c740f78fd8293438469eb4da99e2ac', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88e1-79e8-8356-28a7c4cf42b4', '2026-11-23 02:00:00+00', 'identity_bound', '01a2297c-88c1-756a-ae3b-728111576018', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03258684fd452abf3c5ea811240cae8304775b311cad1d82b8d0a5f2792dfaa22d', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88e1-76f2-a754-06ea27e3dd81', '2026-11-23 02:00:00+00', 'account_created', '01a2297c-88c1-756a-ae3b-728111576018', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0351349728b7eab68a2d3d504188da5b53e4a40fce833aebbdbd0cc6e3f6b3441c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-88e9-7c90-91f4-4b897849c79f', '2026-11-23 02:00:00+00', 'account_activated', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x010c26206c6f4e75bc70252c7b7aaf3e3a2b94bb2ea2850edcbac8c2fbfa0e7617', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8950-7bfe-907b-86ae7d5f22a9', '2026-11-23 02:00:00+00', 'password_set', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8915-737f-9147-75371c14696e"}', 'Decree, Art. 17(2)', '\x01687ac18a8e216299ff118510b464fc20032b80a78c3127d45e45f5837b278599', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8992-7504-9cc9-19586ddb4d34', '2026-11-23 02:00:30+00', 'totp_enrolled', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8982-7266-9fae-f5ceb4f14a00"}', 'Decree, Art. 17(2)', '\x0190e762f0c594faaab41a00ce9089c98357f1f27b566adb7fc31660be141942bf', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8a28-7466-a354-ff61b85d9720', '2026-11-23 02:01:00+00', 'factor_proven', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-89a6-7347-a881-f3255f965193', '{"kind": "password", "credential": "01a2297c-8915-737f-9147-75371c14696e"}', 'Decree, Art. 17(2)', '\x016d70060e4347cf557f496c4d64d1913c396fc37eba4ddfa6404e80981112ba8a', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8a81-74e8-a519-ba6012bc609d', '2026-11-23 02:01:30+00', 'signed_in', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-89a6-7347-a881-f3255f965193', '{"level": 2, "means": ["password", "totp"], "device": "", "session": "01a2297c-8a7f-77a2-a9cb-835593ece159"}', 'Decree, Art. 17(2)', '\x01d60841edf40ed8701f18158f32a2a5dfe19e032d99c36d73d5c079b9d779043f', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8a7f-746c-97de-77d6d9e5515c', '2026-11-23 02:01:30+00', 'factor_proven', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-89a6-7347-a881-f3255f965193', '{"kind": "totp", "credential": "01a2297c-8982-7266-9fae-f5ceb4f14a00"}', 'Decree, Art. 17(2)', '\x0186c79eb46d350671345470e66f3e864ca6db3b4d3086c299556b3c75e13f2c6d', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8acf-7234-bb96-60707ec9873a', '2026-11-23 02:01:30+00', 'consent_given', '01a2297c-88c1-756a-ae3b-728111576018', 'subject', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-89a6-7347-a881-f3255f965193', '{"items": ["authentication", "name", "offline_access"], "level": 2, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a2297c-8acb-70fd-8d40-db19912d6aa1", "expires_at": "2027-02-21T02:01:30+00:00", "legal_basis": "consent", "text_digest": "c62980c4b99005ec29df48a01c00782a4f6e20177cb2766f2719b0ba00f45e6d"}', 'Decree, Art. 17(2)', '\x01da3d81d7179ccb0be7b006036323f267621ffb986e659bae4dc11e89053fc5a5', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8b06-741c-8a0c-91feb5396e25', '2026-11-23 02:01:30+00', 'tokens_issued', '01a2297c-88c1-756a-ae3b-728111576018', 'relying_party', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-89a6-7347-a881-f3255f965193', '{"level": 2, "family": "01a2297c-8ad9-7f73-a0f3-883ef110e477", "offline": true, "consent_id": "01a2297c-8acb-70fd-8d40-db19912d6aa1"}', 'Decree, Art. 17(2)', '\x03681e85959c6f73558806b4ecfb08858f9b3b9f0c3890727f3fe0c6149c0b2e24', '{"authenticated_by": "client_secret"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8b1d-7bef-bc11-cc2435e1f2f1', '2026-11-23 02:01:30+00', 'subject_registered', '01a2297c-8b15-7990-a8e2-45a23172b244', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03f1a1c183b4a0bc4d49a2c992a8d8ccfd4cf3cab32f5f088f8fc806be7174cb92', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b1f-78e0-ad55-7e13d4a45222', '2026-11-23 02:01:30+00', 'subject_matched', '01a2297c-8b15-7990-a8e2-45a23172b244', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0316d1df52eaf23f4d3ee9d8c55b5baeb313caea299b09aec9dd97dc7ddf78a9b8', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b21-7bb6-8fe0-22428334eb5f', '2026-11-23 02:01:30+00', 'identity_bound', '01a2297c-8b15-7990-a8e2-45a23172b244', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0333f9fc2993dc20b1b5d0e6cc6da34ff43a93798ecdc0410a47e36e1ff4e22c4c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b21-7a5f-9bc8-b3877453f3b0', '2026-11-23 02:01:30+00', 'account_created', '01a2297c-8b15-7990-a8e2-45a23172b244', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0325414c4b131659d08265bd8e70e6c0898e6724488ced27470b88701d2476aedd', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b2a-7117-8ee4-ff858f3d9f9e', '2026-11-23 02:01:30+00', 'activation_link_sent', '01a2297c-8b15-7990-a8e2-45a23172b244', 'operator', NULL, NULL, '{"channel": ["mail"]}', 'Decree, Art. 17(2)', '\x03220278f3c9c49e624f40bf3f542ea4bf30da06327dadffdc34a37b69589e9229', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b38-7683-a059-4fb5c4b0306e', '2026-11-23 02:01:30+00', 'subject_registered', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "gender", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x035dad005825bc7f2b12c7788ae95f518fcf81168e68a2361f369690bc9c511c55', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b3a-7c11-b8ec-55783bd8f7c0', '2026-11-23 02:01:30+00', 'subject_matched', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03c9063d9c7fc7947ca0d0ce51c9e613d962000d405a31bcc3b12dc5906ae9d2e4', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b42-7239-99f7-c0c80e1818eb', '2026-11-23 02:01:30+00', 'account_created', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)', '\x034319e9ace93a500a5495debc8c66d8ee0d95b3e346ce7fd6d2058a6abb957412', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b43-714b-931a-403edfcd5272', '2026-11-23 02:01:30+00', 'identity_bound', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)', '\x03e086e1019ab2919d8969511566b4eaf9714a553121fdd8f60ae5f34f8d8c93c5', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b4c-73c6-abdf-4439eaa6feae', '2026-11-23 02:01:30+00', 'password_set', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8b43-7d3b-a38e-8b237c1d4739"}', 'Decree, Art. 17(2)', '\x03b2b846677e248ad3e75cc42b8efa8dbc5032c2c68b61fa2db556bd675a3efd1b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b55-74aa-a08a-9b1aa21d8711', '2026-11-23 02:01:30+00', 'activation_link_sent', '01a2297c-8b31-7314-83fc-3909fba74a5e', 'operator', NULL, NULL, '{"channel": ["mail"]}', 'Decree, Art. 17(2)', '\x03a21be0621f6abe7125ed86a45fb0f6800f7f2c2aa9cb6b24dd148d03d72da889', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b64-741c-8eb1-d8dcfee31520', '2026-11-23 02:02:30+00', 'subject_registered', '01a2297c-8b5f-7f81-9012-2a1e2ec325e1', 'operator', NULL, NULL, '{"kind": "foreigner", "items": ["birthdate", "face_image", "fingerprints", "gender", "name", "nationality", "personal_number", "travel_document", "updated_at"]}', 'Decree, Art. 17(2)', '\x03d59fa5e96a6f0f55c468d50b6bdb3cfd52c05afb67555ea407448951fae68a25', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b64-7636-81e9-6aba64f8438c', '2026-11-23 02:02:30+00', 'subject_registered', '01a2297c-8b60-71df-8e4d-b6ba0bac5705', 'operator', NULL, NULL, '{"kind": "organisation", "items": ["address", "established_on", "name", "organisation_number", "tax_code", "updated_at"]}', 'Decree, Art. 17(2)', '\x03277fbfdb181bbe75257dff850351d76b6f9529d8e51384072af0b9ae72c30747', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b65-723f-bdb7-208c577af2c2', '2026-11-23 02:02:30+00', 'subject_matched', '01a2297c-8b5f-7f81-9012-2a1e2ec325e1', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x030caf958465e34313fd37a83eedb4e31a7850a788e6da79c6ebd46053d0848510', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b65-738c-9cb0-20a4c1fee90b', '2026-11-23 02:02:30+00', 'subject_matched', '01a2297c-8b60-71df-8e4d-b6ba0bac5705', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x038e82145ef79c3ab07c502e84931f37027ae849e523e2992a27c3e2301a974f1f', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b68-7a74-99ce-d5c40ea3e960', '2026-11-23 02:02:30+00', 'subject_registered', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "phone_number", "phone_number_verified", "updated_at"]}', 'Decree, Art. 17(2)', '\x03d7e907e58b5aa615554773ab3c3c3396d096bf6501fdfa279dbdd1b459cd3f12', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b6a-72b1-9f47-4c28cbbda03a', '2026-11-23 02:02:30+00', 'subject_matched', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03aa1477e3fe29b252924bb23eac805f939a18051cb28f7bf581fe4967cd7c4b16', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b6c-7520-b017-eba463b686c0', '2026-11-23 02:02:30+00', 'identity_bound', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03e778e0569e9c71f491e14ee448d59f89491e0df02841c595afcb5c1d4f9374db', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b6c-73c0-89bd-6b44e632e131', '2026-11-23 02:02:30+00', 'account_created', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x039d3fcdd1092c98454d8c5dc996d02bf69ed3bff53cd63972d94dc74496c166df', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8b72-78e5-a00e-4f89237d243f', '2026-11-23 02:02:30+00', 'account_activated', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x013130326c82bb6ce60a0f34f903477726229ad78b7a12b522b78ded3dc508a93c', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8b99-7dd1-9ffb-18b360483388', '2026-11-23 02:02:30+00', 'password_set', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8b8d-7d61-9e95-3f53af0dc7b4"}', 'Decree, Art. 17(2)', '\x01d37648c9d583055c433c498bef7bd644f8d95678609711b3070fd0c87b9a6476', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8bb5-7442-8d34-e62a94e7343a', '2026-11-23 02:03:00+00', 'password_link_asked', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'browser', NULL, NULL, '{}', 'Decree, Art. 17(2)', '\x016afc4150e9044a0087c86fd613be5d6d9dae50fed3ea32b3e092743f2edef561', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8bdb-71da-997d-5676cfb8d129', '2026-11-23 02:03:00+00', 'loss_link_asked', '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'browser', NULL, NULL, '{}', 'Decree, Art. 17(2)', '\x019658703bd95dddf3d0a8fc0b96d757738c98ba634353c26024bb3a1158e2227a', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8be9-734d-8045-ea9e44c18a41', '2026-11-23 02:03:00+00', 'subject_registered', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0396a052254e1dcbca5b6657bd91be8061dec85573a23b094e036eee9ad31577ed', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8bea-7df3-8a3e-692372eaf2c0', '2026-11-23 02:03:00+00', 'subject_matched', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0338b3ace537fbb1c873c53bc055f87674bdfdbe33fb413a16036874f892423107', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8bed-74a8-bb97-969a1e9c101b', '2026-11-23 02:03:00+00', 'identity_bound', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x033d3856bc2590630913d7f95d0177e55820c07fd8f99bc99954161c97f00468e7', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8bed-7271-95de-138d71d8ad72', '2026-11-23 02:03:00+00', 'account_created', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x038996caf73403b777bb6247873635f4f22a0f57cc7621e4f6f9688322a0539778', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8bef-7809-b06e-64f8bcc0dfd1', '2026-11-23 02:03:00+00', 'account_activated', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x015c88049e2b0a48f2eb1650d653d9c5c2076f46028d254eda9d59f75be9e534eb', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8bfb-7e5d-8c0e-6afac1c7fe54', '2026-11-23 02:03:00+00', 'password_set', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8bf6-77c4-8680-0cb951da63fb"}', 'Decree, Art. 17(2)', '\x01ca44a5b3a23b82338795b4649facfd8bfd73ed9d666bb7664f7ea7d3c0c56acd', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8c0c-70f9-a161-b282c2200600', '2026-11-23 02:03:30+00', 'totp_enrolled', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8c06-702b-84c6-873fef6b0bd8"}', 'Decree, Art. 17(2)', '\x014a1ca43c14a2371418fae436eee9f80b98925bd153bcff413d0ae0f47b7b1303', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8c4c-7c5e-80c8-79d734547500', '2026-11-23 02:04:00+00', 'contact_changed', '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'subject', NULL, NULL, '{"from": "2026-11-23T02:04:00+00:00", "item": "email", "bound": 1, "contact": "01a2297c-8c2c-768c-87da-f197833235b7"}', 'Decree, Art. 17(2)', '\x01c0751c6b89c825257931dde49be45a9258c65aa546c691ab7f07c6f07c5aa2af', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8c6b-73b8-b058-726e9c635ab2', '2026-11-23 02:04:00+00', 'subject_registered', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03d4c424da81950b6bc1a140667cddd22ef1a13916ef599ba05e6063f2da3dfa8b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8c70-75a9-b8ba-93ec20be314f', '2026-11-23 02:04:00+00', 'subject_matched', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0321c70db800e1b7a5bbe7381b9ee66de1907b9e2848a2032f591b22acdd41c2cb', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8c73-7805-8e75-c3dcd0c161b1', '2026-11-23 02:04:00+00', 'identity_bound', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0370e2b5354e90103cfd79191446f845f1adfd830fef3e2dc06de147bf4d081135', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8c73-75c0-87df-b44977572605', '2026-11-23 02:04:00+00', 'account_created', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0300414db3aa6a16618d1a7f0db93f15562378a63cd39ef79a6c49b6965e18f509', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8c75-7be0-aae1-7c56ce7b896c', '2026-11-23 02:04:00+00', 'account_activated', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x019e481e8541248bec939238becb67eae8a00a5280405dfdb5ab6d1f3a64e11931', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8c8e-7ad2-96d4-2a0289f1ee4c', '2026-11-23 02:04:00+00', 'password_set', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8c82-7cc9-986d-7d7a1398c6f2"}', 'Decree, Art. 17(2)', '\x01b0b8fd6f097e16db5137c955a68f9ac99d67d77e7dced880435376fa73492a49', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8c9d-798d-9d8a-c7ab7218ab20', '2026-11-23 02:04:30+00', 'totp_enrolled', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8c98-7734-b7bd-1f15a37f1e54"}', 'Decree, Art. 17(2)', '\x01ed590c6c6bd329a4931cfe85603238f7ad2023429646f733582c07d6a15ce54a', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8cb4-7a52-885a-a3d84549b0e9', '2026-11-23 02:05:00+00', 'recovery_codes_renewed', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'subject', NULL, NULL, '{"kind": "recovery_codes", "credential_id": "01a2297c-8ca6-7f9c-b6b6-b9977e512f77"}', 'Decree, Art. 17(2)', '\x010f6b74effe063736f61b11e49b4087738a5bd489bf692ab1809af23f891c02a0', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8cbd-7199-a213-2ee3edaf198d', '2026-11-23 02:05:00+00', 'credential_stopped', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8c98-7734-b7bd-1f15a37f1e54"}', 'Decree, Art. 17(2)', '\x03690d9132a024a2c4fc6897b2f031dd74c6940813911e44830850bb727420af4d', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8cce-72db-abb5-3ea9cf36d1c0', '2026-11-23 02:05:00+00', 'loss_reported', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'operator', NULL, NULL, '{"by": "hotline", "case": "BM-4YN8-T1BD", "lost": ["phone"], "final": false, "number": "BM-4YN8-T1BD", "reason": "lost_control", "stopped": 1, "version": 1, "sessions": 0}', 'Decree, Art. 17(2)', '\x03b2775e4e7b6d24766a0abfa56e8bd5af05f69c74e90f78fc4a37f9711675f86b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8ccc-72c0-8e53-9d3633f2f62c', '2026-11-23 02:05:00+00', 'deadline_started', NULL, 'system', NULL, NULL, '{"case": "01a2297c-8cc8-79a2-a350-424062e2bb96", "term": "take_loss_case", "due_at": "2026-11-24T17:00:00+00:00", "calendar": "2026-11-28", "rule_set": "draft-2024", "case_kind": "loss", "started_at": "2026-11-23T02:05:00+00:00"}', 'Decree, Art. 17(2)', '\x03648e1433ceeab948ade738b76ec0a8e30fe7fc6aea7523763be2adfab89e17d4', '{"rule": "X7.2"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8cd6-7aed-93dd-e3078d5d5ea0', '2026-11-23 02:05:00+00', 'subject_registered', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03ea630d1338ff98dcb3a27762c5845de132657d1c23082e8c0873596291e062df', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8cd8-75d8-9a90-87867b7d9526', '2026-11-23 02:05:00+00', 'subject_matched', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0368ebc849194d30f7e0db8dee27f1b9e239f7004e2f8977c3d0fde0a4c9b37e41', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8cda-7a70-8c4a-c33da27e4276', '2026-11-23 02:05:00+00', 'identity_bound', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x037f59978393d32f36bdf10c6216a210ac5393f0c3790148b7e6f8f5f9fc04147e', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8cda-78aa-b432-3eb607ac06a9', '2026-11-23 02:05:00+00', 'account_created', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x034f296a54e52613f26548bebdb1ee327fccecde135faf77678c6d4110e04b9bf4', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8cdc-7c50-a62b-7bfbddc44c92', '2026-11-23 02:05:00+00', 'account_activated', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01d56993e0099707995c18b192e820947e3fe47cf0b07d3c0df27f4db7c8cf53b8', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8ce9-7988-bae1-51df3f74da18', '2026-11-23 02:05:00+00', 'password_set', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8ce4-7ecd-a8c8-743f11b3a188"}', 'Decree, Art. 17(2)', '\x0122e6ab234db3041139cd1849520175433c7d222dc0760e82fa637314b64de181', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8cfa-7512-8dd1-25dba8698edb', '2026-11-23 02:05:30+00', 'totp_enrolled', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8cf4-79c2-b839-81fdf1af03de"}', 'Decree, Art. 17(2)', '\x01e9a27d7e5859e16fff07b20b04a614dfbc9be58b9a01c7ebd35f40c7fb5c4afe', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d1b-711e-a667-99f2afd97f45', '2026-11-23 02:06:00+00', 'passkey_enrolled', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2297c-8d0b-7943-8b46-aaebf063212c"}', 'Decree, Art. 17(2)', '\x01526247abb76b3b5dac796aa79f5f1c3d38f8c8eaf734ed4a11b6a620e6b4dd08', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d2b-7821-ba17-c4dd1fead3b3', '2026-11-23 02:06:00+00', 'officer_appointed', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:06:00+00:00", "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "officer": "01a2297c-8d1d-7550-b927-fa97e3c3708f", "decision": null, "desk_kind": "authority", "appointment": "01a2297c-8d1d-7504-a9af-c13bbc547bed"}', 'Decree, Art. 17(2)', '\x03b93cfd4e5347bf2f7f279b5cc083ea7aefc395b5e4769e59a079ef05942f11bb', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8d36-7bc7-b79c-e2593f2b8e50', '2026-11-23 02:06:00+00', 'subject_registered', '01a2297c-8d34-787a-8686-ff391a8f4938', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03cc1904fc046ead29dc27c38aac90c07929d56be3d982b973060bda1642180d32', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d3c-7cc8-8889-326b44f51658', '2026-11-23 02:06:00+00', 'subject_matched', '01a2297c-8d34-787a-8686-ff391a8f4938', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x038e8255f4d7eeabec9911c3cb4966dfb671cdc087f1d5daaa7792f7563ac03764', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d3f-7bc2-b560-83c4777f02e2', '2026-11-23 02:06:00+00', 'identity_bound', '01a2297c-8d34-787a-8686-ff391a8f4938', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03b2f4e126588436a69c053193825dbed5b42451e0cf6eb1470fa20a06c25fe6f4', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d3f-79ac-b826-bea8f643aec7', '2026-11-23 02:06:00+00', 'account_created', '01a2297c-8d34-787a-8686-ff391a8f4938', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03be06211334e5d866f1fe5307bc5308cf3fb3d55c6b72c5c5032b462148a38d2e', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d45-73e6-bf6e-e2a713fb31d7', '2026-11-23 02:06:00+00', 'account_activated', '01a2297c-8d34-787a-8686-ff391a8f4938', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x011ab9f6149bc74f6a7cb6cb2983d9c7b1004701ba5095719e0ca59c9621265b06', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d5e-78ce-bd72-f0f05a43ffc4', '2026-11-23 02:06:00+00', 'password_set', '01a2297c-8d34-787a-8686-ff391a8f4938', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8d55-7304-aebe-bdb1f18859ec"}', 'Decree, Art. 17(2)', '\x01ce1309bc1b484b11665bb88c6b255c41b9253ad63279282404fb68b426363062', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d67-78b1-a4fc-071e37bb80cf', '2026-11-23 02:06:30+00', 'totp_enrolled', '01a2297c-8d34-787a-8686-ff391a8f4938', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8d64-7edb-86bf-f91406511583"}', 'Decree, Art. 17(2)', '\x013cb886dae9c3eda92f22754f8d5387561493f8a838ff2fc2f2383d95aebb2aad', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d70-7902-a9eb-d2cc6ce3cd73', '2026-11-23 02:07:00+00', 'passkey_enrolled', '01a2297c-8d34-787a-8686-ff391a8f4938', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2297c-8d6d-784b-b056-bed5cfa02713"}', 'Decree, Art. 17(2)', '\x01388a33205946999b2578970f2bbfe1fa223dbb88176339bbc4f1de8dff9fad7f', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d75-7647-9965-33be26aa9bde', '2026-11-23 02:07:00+00', 'officer_appointed', '01a2297c-8d34-787a-8686-ff391a8f4938', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:07:00+00:00", "roles": ["operator", "approver"], "until": "2027-11-23T02:07:00+00:00", "officer": "01a2297c-8d72-78fd-af69-f0c0ae916880", "decision": null, "desk_kind": "authority", "appointment": "01a2297c-8d72-78b8-98b3-28a99446ff24"}', 'Decree, Art. 17(2)', '\x03d9367af27891668e402b4daa3f179f4c2d179a98a0c8683b80a4687084c8eeaa', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8d7b-7166-9c58-70879fe7d0ac', '2026-11-23 02:07:00+00', 'subject_registered', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x033f1c9eb5be9bc1ed1f6f2824ac7367b8d1f79d399ff0b9601540227dfe7bd46f', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d7c-7932-bf1e-05855f1adb97', '2026-11-23 02:07:00+00', 'subject_matched', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03678f989eeb3ee68d3fed11aa1206b3cbe876621db67c44ae46cc30a2bc18da2c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d7e-7a7b-b56f-a8e2ff120c2f', '2026-11-23 02:07:00+00', 'identity_bound', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03d93c8114ab263fd835caaa972a6276ac9cc6b5a9bd8bd75c81fe4c5820e14849', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d7e-790e-811d-04851ffbd824', '2026-11-23 02:07:00+00', 'account_created', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x038ad0a91d33f604629218e1c67a123e3f3f0d97f898860564425dbfcc0e534311', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8d80-774d-82d1-a7f24f5a646b', '2026-11-23 02:07:00+00', 'account_activated', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01d971feba3b75d9e6a37ec7b01796acca1eb6c6bf2ec7cbcb3c04e4287cb47d0c', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d89-7fe6-992e-ead4aa6df3cf', '2026-11-23 02:07:00+00', 'password_set', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8d85-7597-80f1-c8f4617bf5c5"}', 'Decree, Art. 17(2)', '\x01dcfbf27523f6859582cf59814d0d1e769a69ab9d1213d2d26b3ed7944004cc29', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d94-7b33-b17b-26b33f6468e4', '2026-11-23 02:07:30+00', 'totp_enrolled', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8d90-773d-89db-91aa4b544f8e"}', 'Decree, Art. 17(2)', '\x01e2edcf722ea48990d42091e710eafdf695b4cf95b2b5cffa2b0d9eeae5f7cd21', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8d9e-7e85-95dd-e3bec1488456', '2026-11-23 02:08:00+00', 'passkey_enrolled', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2297c-8d9b-76ba-874d-4c8724082c70"}', 'Decree, Art. 17(2)', '\x010ab01c9c0eb28c9c50132add99119a4f4995672f0d541d93d9d5dd5829fdd0bc', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8da4-7da0-b4ff-74f4c8157281', '2026-11-23 02:08:00+00', 'officer_appointed', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:08:00+00:00", "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "officer": "01a2297c-8da1-759f-8e20-8f3536edf55f", "decision": null, "desk_kind": "commune_police", "appointment": "01a2297c-8da1-7542-9b77-6f60104502fe"}', 'Decree, Art. 17(2)', '\x037dce058390ff5bf72eed0e80931964a65efe2855f8d5a8c62bc6ddcdc3e494ad', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8db5-7a61-b7ac-bedf3fdb2ec7', '2026-11-23 02:08:00+00', 'person_request_opened', '01a2297c-88c1-756a-ae3b-728111576018', 'officer', NULL, NULL, '{"case": "01a2297c-8db4-75a5-889f-1bf6f09a9f31", "number": "HS-XSJ2-CE5W-ECG9", "version": 1}', 'Decree, Art. 17(2)', '\x0307240f0a064240d43f4329df54ab4784f462971da98e38ea9cc51304c388033d', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2297c-8da1-759f-8e20-8f3536edf55f", "session_id": "01a2297c-8da7-788b-b023-ce5f60693686", "subject_id": "01a2297c-8d79-72e7-b06b-7e69e3c8b147", "appointment_id": "01a2297c-8da1-7542-9b77-6f60104502fe", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2297c-8da1-759f-8e20-8f3536edf55f');
INSERT INTO public.history VALUES ('01a2297c-8dbe-776b-bb3e-6e932e274a0b', '2026-11-23 02:08:00+00', 'person_request_taken', '01a2297c-88c1-756a-ae3b-728111576018', 'officer', NULL, NULL, '{"case": "01a2297c-8db4-75a5-889f-1bf6f09a9f31", "number": "HS-XSJ2-CE5W-ECG9", "version": 2}', 'Decree, Art. 17(2)', '\x035bc3813eddf587d11289abf86a2ef3f182a515d99577f88466530adb2c456e2c', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2297c-8da1-759f-8e20-8f3536edf55f", "session_id": "01a2297c-8da7-788b-b023-ce5f60693686", "subject_id": "01a2297c-8d79-72e7-b06b-7e69e3c8b147", "appointment_id": "01a2297c-8da1-7542-9b77-6f60104502fe", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2297c-8da1-759f-8e20-8f3536edf55f');
INSERT INTO public.history VALUES ('01a2297c-8dcf-73b2-a391-fb0bb94f10b9', '2026-11-23 02:08:00+00', 'person_looked_at', '01a2297c-88c1-756a-ae3b-728111576018', 'officer', NULL, NULL, '{"case": "01a2297c-8db4-75a5-889f-1bf6f09a9f31", "desk": "Quầy 1", "told": true, "purpose": "serve_the_person", "desk_kind": "commune_police"}', 'Decree, Art. 17(2)', '\x03b36fd61a4af3557a69820c0900eae6b510060ec669b858371ff2831969c44d50', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2297c-8da1-759f-8e20-8f3536edf55f", "session_id": "01a2297c-8da7-788b-b023-ce5f60693686", "subject_id": "01a2297c-8d79-72e7-b06b-7e69e3c8b147", "appointment_id": "01a2297c-8da1-7542-9b77-6f60104502fe", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2297c-8da1-759f-8e20-8f3536edf55f');
INSERT INTO public.history VALUES ('01a2297c-8de2-70fc-b483-c52d71ea4076', '2026-11-23 02:08:00+00', 'desk_opened', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'subject', NULL, NULL, '{"level": 3, "desk_session": "01a2297c-8ddd-754b-9b10-46ac2a095e0b"}', 'Decree, Art. 17(2)', '\x03a6ccca7b8bd13206459c85816d85bcd13c684a788bcc75bfecc7da069e55d6d5', '{"level": 3, "session_id": "01a2297c-8dd0-790e-946b-a85b95d956e1", "authenticated_at": "2026-11-23T02:08:00+00:00"}', NULL);
INSERT INTO public.history VALUES ('01a2297c-8e1c-7a32-a192-04f0ce424a54', '2026-11-23 02:08:00+00', 'subject_registered', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x038ba56fd236802a5f813320139c1f9c59b55f85a566a9dbf235ccc98390461f0d', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e1e-7ba4-919f-950f666b78b8', '2026-11-23 02:08:00+00', 'subject_matched', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0366e8ebeafd8d72d62803ebd1f5b768b6c075a0abf506857d66bdbe9fc5688f77', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e21-72c7-8b23-c47cc5cf2749', '2026-11-23 02:08:00+00', 'identity_bound', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03088f49b81934d2f0e323cb784ad9411c57d0245a736060dc9d508b313b1fa796', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e20-7fe5-84fc-56f54e7042ec', '2026-11-23 02:08:00+00', 'account_created', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03b8139cb2f87e1d1a076c4e7c72068ea928122e78fd077259e90bd263542c9356', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e23-73c1-a147-5c2eb2065d91', '2026-11-23 02:08:00+00', 'account_activated', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x0158cbf725d9618704cf4dd5de459ab1969314865292a390cc3e50dcb0f03c74ca', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8e2e-7865-91b7-e4814e7a497d', '2026-11-23 02:08:00+00', 'password_set', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8e29-78b8-892b-16accaeb958b"}', 'Decree, Art. 17(2)', '\x01257a05ae8202f3dea8a8596e179100814f0673cc35a2d8f3a45f80bd4bda984e', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8e38-7b8e-a544-93aaa0a66a82', '2026-11-23 02:08:30+00', 'totp_enrolled', '01a2297c-8e19-7206-b776-c4c3194b8e82', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8e35-7278-afa1-15901c17764f"}', 'Decree, Art. 17(2)', '\x01bdb919c2d93e212c5525221124a1172b626ba1a8e0ea00c015dd574f0c4f1ad7', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8e4a-7207-b28d-ada353ece3a8', '2026-11-23 02:09:00+00', 'decision_opened', NULL, 'officer', NULL, NULL, '{"case": "01a2297c-8e41-7d42-aa40-f2a2442882cb", "event": "appoint", "digest": "d7e73369e8ddf07d57e57f92867062f0306314edb67f351af01adc7f39e2e1ca", "version": 1, "decision": "01a2297c-8e45-74ee-95f0-fd1a42b9b90c", "procedure": "appointment"}', 'Decree, Art. 17(2)', '\x035e3b2182ff217568a61c1b26f7269f6321669d0a5b46cb5aa1e56a27fd0abdc5', '{"desk": "Quầy 1", "level": 3, "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "desk_kind": "authority", "officer_id": "01a2297c-8d1d-7550-b927-fa97e3c3708f", "session_id": "01a2297c-8d34-76bd-8d49-88505c3e84ca", "subject_id": "01a2297c-8cd4-794f-a197-0fbcd26c1f6b", "appointment_id": "01a2297c-8d1d-7504-a9af-c13bbc547bed", "authenticated_at": "2026-11-23T02:09:00+00:00"}', '01a2297c-8d1d-7550-b927-fa97e3c3708f');
INSERT INTO public.history VALUES ('01a2297c-8e7c-753e-9446-70435caa67ea', '2026-11-23 02:09:00+00', 'decision_signed', NULL, 'officer', NULL, NULL, '{"act": "propose", "key": "fcc188cd0ec1723c4b0f0d35c30dd58c091434f6c67d7fc3caaf193d214a7166", "case": "01a2297c-8e41-7d42-aa40-f2a2442882cb", "event": "appoint", "means": "passkey", "digest": "d7e73369e8ddf07d57e57f92867062f0306314edb67f351af01adc7f39e2e1ca", "signed": "f574c6ff85e138f39b02228ebd11ee685ecfec3057d4be8269cde4fcdac74864", "version": 1, "decision": "01a2297c-8e45-74ee-95f0-fd1a42b9b90c", "procedure": "appointment", "signature": "01a2297c-8e77-7fd3-9bf9-f4d153abfdb8", "credential": "01a2297c-8d0b-7943-8b46-aaebf063212c"}', 'Decree, Art. 17(2)', '\x035862ac627d987d013bb22ef4b953fcbe0ea86b891d2ecde82803034513923524', '{"desk": "Quầy 1", "level": 3, "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "desk_kind": "authority", "officer_id": "01a2297c-8d1d-7550-b927-fa97e3c3708f", "session_id": "01a2297c-8d34-76bd-8d49-88505c3e84ca", "subject_id": "01a2297c-8cd4-794f-a197-0fbcd26c1f6b", "appointment_id": "01a2297c-8d1d-7504-a9af-c13bbc547bed", "authenticated_at": "2026-11-23T02:09:00+00:00"}', '01a2297c-8d1d-7550-b927-fa97e3c3708f');
INSERT INTO public.history VALUES ('01a2297c-8e82-7f4c-8bab-cd8ff55005c1', '2026-11-23 02:09:00+00', 'client_registered', NULL, 'operator', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', NULL, '{"shares_name": true}', 'Decree, Art. 17(2)', '\x036217e0b917369608f18daa37f98371f72aeac8f00e8193a05a8235fba85bd7ea', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e86-749c-85a1-d9e21f2ca88b', '2026-11-23 02:09:00+00', 'client_activated', NULL, 'operator', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)', '\x03fcc8c861b592f88ac476526df5ebb9c0639712c0a57c211e7baf9ccaae633a21', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e89-789f-8499-8dffab726c51', '2026-11-23 02:09:00+00', 'subject_registered', '01a2297c-8e87-7646-9519-3c4a06446782', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0379cc3be7c6fa9ecef1d1286abb09e07d8d58f1d75cb070f8dcf5089a52ab5c51', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e8b-7313-8ac3-76cb03e2fa28', '2026-11-23 02:09:00+00', 'subject_matched', '01a2297c-8e87-7646-9519-3c4a06446782', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03799a011c0375c983e7137a379962e093d06fd7890ac9ca4e6c6aa5e13046fec4', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e8d-7562-833a-5fedac0241e6', '2026-11-23 02:09:00+00', 'identity_bound', '01a2297c-8e87-7646-9519-3c4a06446782', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03f4b2d8fbde629a89c588e687dbb4484893faa751b6ef91f0e07cdae6f2657d27', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e8d-73e0-a13d-8f01a1b9941d', '2026-11-23 02:09:00+00', 'account_created', '01a2297c-8e87-7646-9519-3c4a06446782', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0335bbd81128fdb95b5f3d2a64e765d914bd5c4fc827b986cdd3061987080298bd', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8e8f-73e0-b919-678046214587', '2026-11-23 02:09:00+00', 'account_activated', '01a2297c-8e87-7646-9519-3c4a06446782', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01fec5a2817518b5fc90d308843c59d2459c27cbc221f3b8e2b330d3c6d0c7708b', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8e9b-76fd-b249-fbfa2829eb09', '2026-11-23 02:09:00+00', 'password_set', '01a2297c-8e87-7646-9519-3c4a06446782', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8e96-7bc0-83da-f80667e5b77e"}', 'Decree, Art. 17(2)', '\x01a0a1a82d7300d2f7b94d64488f83f2f9088ba7ef257286ebc1aca5b3bd966657', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8ea4-7800-925a-ccd5764a62df', '2026-11-23 02:09:30+00', 'totp_enrolled', '01a2297c-8e87-7646-9519-3c4a06446782', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8ea1-74ce-a5e2-5d40fc0e8dc8"}', 'Decree, Art. 17(2)', '\x01bc7789eaa1f0fa62500ff36484ec19d69e01940fca7d75e4d82f85c755baf6b4', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8ea9-730e-9398-5680c3b9c5c8', '2026-11-23 02:10:00+00', 'subject_registered', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'operator', NULL, NULL, '{"kind": "organisation", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "organisation_number", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03d77d6d3384aec08874139d6c7a98f6695f6b938ffcb11bb9bdc01c7b269de44b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8eab-725f-9cd6-a59196fecede', '2026-11-23 02:10:00+00', 'subject_matched', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x035517a1794fd95d2991fc683ff0555ef69e488f91943fde0e1a0e1de372e44d19', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8ead-7de1-bba1-918b7555652f', '2026-11-23 02:10:00+00', 'identity_bound', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03327c159dd01a3419998ad85ea7bd0540e9cb0b5ce49d75cc84c6e5b7f2c686b0', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8ead-7be2-b6bb-23430395f069', '2026-11-23 02:10:00+00', 'account_created', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0351a226d94e8c8cb988367b3adc3b04ebe297b29ae0feb811010e7e0ce9b1b289', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2297c-8eb1-7cb6-8524-a7e00c15835c', '2026-11-23 02:10:00+00', 'account_activated', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x010183b618d0b85770506e8ac8c58daa855610b20cc1eec5219e7e85fc994acb3f', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8ebf-7217-a3ff-0444ff1e3b73', '2026-11-23 02:10:00+00', 'password_set', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2297c-8eba-7301-9e86-a9edb84ca784"}', 'Decree, Art. 17(2)', '\x01ca2ddc58e000ec37b813d3666edbdcf5faf0a1d019ceca14d6349dd1a62da56f', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-8ec9-7807-b0b5-e70ab89c506a', '2026-11-23 02:10:30+00', 'totp_enrolled', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2297c-8ec5-7ddb-9f47-88704c72ecb1"}', 'Decree, Art. 17(2)', '\x01567933120246a71aac3d875aa2c741565a7645040dde68d59780829aaa6b0375', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-9095-79d2-a1f4-f701c1617935', '2026-11-23 02:11:00+00', 'signed_in', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '{"level": 1, "means": ["password"], "device": "", "session": "01a2297c-9095-7766-bb13-380d1f6c5826"}', 'Decree, Art. 17(2)', '\x01ba89998438a3b8be7905b2ba32c8c144ea464819f59d76f90201266d74249c7b', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-9095-72fd-a984-77971d4a8d33', '2026-11-23 02:11:00+00', 'factor_proven', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '{"kind": "password", "credential": "01a2297c-8eba-7301-9e86-a9edb84ca784"}', 'Decree, Art. 17(2)', '\x016e8e04f1c0b7e17296769eb33a8e9d5f713a493d9155ea26d171ac439b95521a', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-90bf-7992-ac0e-9a81088aa66c', '2026-11-23 02:11:00+00', 'consent_given', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'subject', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '{"items": ["authentication", "name", "offline_access"], "level": 1, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a2297c-90be-7603-b62f-80a590ee7438", "expires_at": "2027-02-21T02:11:00+00:00", "legal_basis": "consent", "text_digest": "391eecbaca45b960fd684f5c74c7de24e8cc99d78ccb581d304ddc3ac6f2d86f"}', 'Decree, Art. 17(2)', '\x017880b95e4f03bb6eaafe832d3d5f0effd725c55d068765c9f0f59928435ebf22', NULL, NULL);
INSERT INTO public.history VALUES ('01a2297c-90ce-7032-9247-d37f666cbdcd', '2026-11-23 02:11:00+00', 'tokens_issued', '01a2297c-8ea7-7235-97a1-28615b0d8097', 'relying_party', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-8ece-7d13-88a0-7e7a8a9b4799', '{"level": 1, "family": "01a2297c-90c6-727e-8917-3a82762dbeae", "offline": true, "consent_id": "01a2297c-90be-7603-b62f-80a590ee7438"}', 'Decree, Art. 17(2)', '\x03ab743ce02ace1e23d8d69a46741fb8116925326fab7a509e2e71534f47f1be99', '{"authenticated_by": "client_secret"}', NULL);
INSERT INTO public.identity VALUES ('01a2297c-88c1-756a-ae3b-728111576018', '\x0151034ba81bed352e94d1d0412896a8eca0fbb53d147600b831b4a58d4a8fea78d6a9b8c2412f048743ec2bb82ee871cf0e0e61e42f6505972584c775', '\x01608e28bbfe5cd76daf8d05e407eabdfe116e2a4463a683c839cf9cf47d94f96724bdc91e9b35e64c59469034bb2391709b347faa78c81140f3ba56402ce762051a5c8aa2d36982b33affe5ce6d519c903cb9be828c5c8bc46f19f6a33f4cee1c260401380dec74e45798c6b9467c5113c8a4bd88b6b483d9f980f11e1da56c788b8f687f7da01c7c5722b527b9ed44a1602b5221ae3d3947633fa908cecb38b7515409705c3f5da67deb29127b74a962cd741155b729389cfc9018a73cf9015761819535b24acf61912f15be0da4940497b0c8879bbf6cf2e1766101addf5cb088f4896b487889de216ca420e048e6a17b80012d1f10589dffce4a3b9e81cced6ab9d948adb32ec50102c416a36787fdbda74ee317f26836ef71915e8341b2a87513bcd2d4551849a568c96903749dcd4d61ccc89e9a9d142a76bc9707018a08df1cd7d65c9f718880841ec5c8d9cf9e01367f1b4543dc3475da623e514ed375c517189e9e617e2cda6ea56e74b1423d317a8220559693b2294f6fc7e878763d3e5618582e70e75d7b7808ab295abc4fbb2ffad2d525d6e8d305987cdb59064a4691b3c712975fb367a2c483ac9d81885557c1d1afaff0aeccdbcca4dff9ee3db75d12d2e6812b6fd7c9ded5011d6da1fff4a1bd45d45aeca30c73892550d32e65290e2e79a8858eec2a62f6a69d0c1361f436d485c67a514655cc0373b3689e4e4763d42926f9c16d73e49db6d9b83b5ba75aab8eeeb8fb5706fd6250411d67eb3e0a77d9399e033b94b754e42b3459b3cc2dc5182bddcf929f4eabf2d33110a0d6ec53e88e4efa50d1ecd3f6e989035ba1eb4e6e2d0de1224f96744e22b9a19f28025038baa7ec4c1b8dc9bf2fc8f95fcd187dfaf0f0ef5552390dcf3ca4f5a1ea66185f33a0');
INSERT INTO public.identity VALUES ('01a2297c-8b15-7990-a8e2-45a23172b244', '\x01ecd0d6ff7730f6dceea4b519176f5b36fcb16acef52790b1cc96cd4f007846d6633cc21b291aa9e3b3ba0cb98d5358542bd662c9b3de551c575b4912', '\x01a97c3c8766f940f3dbe085245918182c3d2a1b4c344dc84d1aa6ce5671efa7a591e53e69981d0f6fbad54bf6a24260bfa959fa74fe3d663e14f730c10c7a2ca804ba863586953700412fe3d2358a2ef827f590f3b54e79bddd084bfc8fa8d41be6bc79229ee5315a093ef2042a243d7a26911fa7afa8b61fd96ba36eee0b766d330db1f684806f92b4f9997fb413895676e29860051e4dd2ac8c96222afbca2589f9fd3e8b7036b3de141c2f855562fe39ab31c7b22147fed841d25f242a5b2eb8371c36ae0e86211ac6782a277cda5f204690db9b2563854620b7558377c7f18cd1662ddbfe860d387bb94feed1b0ffb1cf2c11accbfa1bd836ca86744dae6a6ba0822d8fb6ec2f25ca0f368cf0100fa9638307d755f79593f19fd8ba9ec4898bafc98163258660b20abbaf9e07ae2a05f17809d2885b7e73e69da0076463265db1ebbcf205f92373eaab1e556c7dc81b73d445990ca0222be4076e86b00de01a5a2bf5d517431597e838f70075ad9742dd51619edd3f0784cfca472db16eeb28aac773abc0be2d07215f572a428ca7abcdd34fbf994561dea8a868d0b723cd023ce24b09e383d32b7a1177e0b9dbb937d6c22c952485dc9200cb3f9b247c02fd4096a22696cd7995c7720e1ac9d5ad8aa528ffa1db51d94562d0948081386db0e1b88cd6a8ea717f180975de093077678a1cf5e095dc2d966ac7493e7d9c0aac651a9679af51d8211029e20e6e1b9c262add78687cd03efa0da1833a5cb98e70a627d1149d12f8854cfa1912093aa1f9f1afe680b35ced461e5c80d46bb67d35438ceacded3f0b2528dc11a320e059617a8112db55321b0170e57f1c0cb1a129fdbe643b9c131e903ff2ac568c40248ffa66311652e03b1b017fb53867ead0dd0f4f4a7f49');
INSERT INTO public.identity VALUES ('01a2297c-8b31-7314-83fc-3909fba74a5e', '\x0156cabe270f3f5418f63ccaeb55d0ddd72b5dbd4d2ace56497250db5c9721822156bf978ae8a3706fa2218947763219dea7b66261eb1e0c860bf189cf', '\x016d0147e6c870fcd68204c4bfed9060fdffb68c19e93e5d0aeef3b493aeb19a54572a4dd2a059ac5dc0226c6d03d78fb0f26b4a8aed22985f7e427fa7ac59f14abe2e288315eced588825c626a4beba3fa84b0402e5fb9306d65d9410c174d55702c58bac0a160205ddaa80b05ca55b209304a13f13f94547e47bedd533a43cd21370499191e609512b4ae9bc53319ff007e8ae68f6e66d06ff7032430d5ac9949efe3e3d07a8f1994246ca657d8c9bcf72c5bcecf4744802d6bcfae933db5f3b7ad6067d0d2e2fef44f426871936f03149973f84c71ddee2cbf6dececab5aee68f73bf0782269101fce33b9c08418cbea5d3465930b9c7f71939fdf0d960a62b3f52e2bbe8d642ff1a33621e8495501dce5c5f6251836c717c0a0986d3ca0d397ed0002e738a6177817188277781849d34350374c1ce19dfa7082a79734bf7017e50a49041b68f8f6b29347501c370cd0c73f1d099339bd17f31135a62a2838ede588abaa46a440b3aa64d533764aa4a9c388b3b3b56b9d8fe7a77c2ba7126db006b1088ec363c3c8fb0e999c7edbd254a9cb0ac15f4242b968d25a26b6df9c27e75c721c30fbc8f142812c2b9d4a88b8c4af961318f780ad7682675656474295ddb4849730e70aead3b69680942ae9ab6fec9e879d7b71544221ce04f965d4158dd51bab47831ac6c8fa154af7fdadecb9bb73279d7fd5be3ebcef916');
INSERT INTO public.identity VALUES ('01a2297c-8b5f-7f81-9012-2a1e2ec325e1', '\x01fec480905cfe8fb8a38e49081a4d2770d4af1d237e5362b7dd16f35bcbcac521fcb87a9d50e40775c8fcda23700914158b13dd5495a5bfac22f80271', '\x0180b65021f44de548e23a348259d85dd507233f0dcff4aaba1c401d2f10a050d0ac0bc94466fbed8b62f8fd3253b6bc0c14a83d93644e4b1d29620dbf274765e20a8e1dfc3dd8f80bf5ef4c8f458b9b8394823868104b1be66a9bce65244164848b11fc4542089deb5422205bc225087c7359879d35e000c2de1defa358b673284bf73e69eb0ff17996b540fb1f9bb9fe57a32fa0e21672f1ab8583e1a8c0088d7d56b7a4baa61cc815f9a9aa636bf8c8ecc8d55b240845492dbca41096272d279f5ea4332a0ac513e80e9773e794de5fc5c5a2d2714abcfe50568cdd3dee36c998a797abfefb80227ef26f728a0d7fc2dbb84f6044a4e7a0ff3ad3253ae00a6ef9db772e388abb2ebda2376f6b331d5aff0e2d6e5597548c93e0da2bdd688ccbb30c1d03a61b413070207f143513a9467906a412c8433a9edc1adbb211e04ddbf1c24668116bce1eaeba701fb39e0322568579e1b2cf4106798a49fd1510f8fc0709947577fa805a61ce074f0d12ed22711fad23e6c5fc7b19db99d2c78a2aede2a87eb0f87235bdb0689cbb9842e5c4035c14d0d718c41c95501d9b427ec6ee7a6579876bd848263493cc72e6f87dc991134cf20cc38bf51aaece642e16300836df4bb2e2b570563074bb60785e94aa2e8ddb78618c1332f2b0f5c355e1e53aa4eab63d1e1fd59eceb40a35bd90c2565958c47b00b77a6c9144f648819f6558794efbbc684113fee080aabb073d65b72c355806af6a59663175bc3b73328c251478414cdf41861a49a24f4f25024b3472a586fb2d3635494f0c64cb82afc97c14a502cc1b4898c7198ee975c308c4e605afcd67d13e4bfa2bc5369db3f65b4cbbc129045153c8c141aa4eeb103ec4d741ab05a9b3c608debff429519d22b57bcbe6f6fc998126729e784bb69f5f40b80197dea57cdf4ec073fa520f0fe8345df8aff01eb8272062232bc6558ffd6b17b41b25d9afa1aec21b0523e20c83655839c8c3ca5a4f80810dc8cc6617d2cbaf04c71471e2631a946a0acf6f3d645d688f5e86a050ad21f0cd4e372db0d96923b2236c0b62f5d8443aec237892c1');
INSERT INTO public.identity VALUES ('01a2297c-8b60-71df-8e4d-b6ba0bac5705', '\x019a7d6f590da4bde869a6a2e1534c755f0fdf7c13ebe90c82af10c7707e4a73661ff24940633085a4ae3760580ff9560d1d9396ada92dd747c28cbc25', '\x01b9e5d54fae95ec361fedda3300044469bc3dfee079bda3e037986f93d3f2b49d4204390ef715f4fbb1a90c83ae6eed1ce7f928f2f5e0c85964a0ee79dac4e3d5ae7353bea91f406cb8bf53abc7c6e2b2b86cd50661bbc93244d5bf478c3c18bb1ced58d27f005b3d25addc128a0141ab57f80dc0981a59c058552da44b2e6604d7249e4b70b65d5230c305585cf0a69289862ff1ed97ed611f04653810bb5ef6e43dc40034630c77cdcece2b7317fb3dff00be174ddce504edd5733137ca51c4243908a7143db060e7d92c48c08a23c865d7eb86ed571411b52805bd8df746d56cd6242ca2faf19ca41dd456e40525d4d281009688c8003648af3421336448c4d999902117563cdb6c88ec07ad489ae489014a58dcc5a8c2f9b9a586f391939007b202b7b6e73acefeb99d84d7ecd59362b10314013b427dd07d7a7dbd19d46f11a5f8062b0929ac5f7e1f77f65c6cc23b2e438aaed238de790ce947d34afd1bd56c3ad5837e0994bbf2d54df2fd938d7ba2975115ff5dbb079c9727c40974e10ae9d58eb56d952f9e84745ce552863b6a594cded5610cd9a6745bf7dd5d5c93886963af36f25a10c92c276428f98d050537b4b7cf1bbd5301ce9d05873431dd2082baa57e8e7d4348998f4b4619bffa8672fb4debdf50d3f04290c8bec7c0d0295761fe04108e5395d9edc4f5b68fba97ed348ef33a4df21514975edb3f693af31c7cb6d38d2017d093d12226724dfab3d205e36520465b7c02940064');
INSERT INTO public.identity VALUES ('01a2297c-8b66-75a0-8f83-4d6df34b9658', '\x019ccf778949999500e1bbae4b2ed1a82c3283b1114f9fb321ac9a2997d5ad67b95a28b25a5b7941302b839ac5a9da12eaf786eb608ee652cb49227f57', '\x012aab9389c46852261b797dcf7ff5d940d8c371b22ffebd3d7d8adc6ff0fda1302af8c14a75d522e06e015e36f071e1489a58bbecc4ab3637695992d6b9261798362461f36ee1f65df0f50bf334a11891f03617c9f97aa4a6612d05f680c4add190ebd5049742b991a319030a74477505df4c9bd8b9aa65bfb9536f3833f8ff3cf9dae393da22817dfcf242d518e46f471bb422d2b74ecdf58dceb4b949e12280da76712ad3d62a0414fc822af079bddfea3de9c4da68f19cf5c203756733dc71338b8594524b31b66e6c688569746b24781beb6c3876ef53a07cc975cb8a331d1e16781e1e7cc567022a55154e331d64633d16f593ad3dd85c292f58aa607146ad3f22fa25add09d10ff4d08477632c91323b8b057e5c08d2128761b018ebb0ff9017afb4a2eb5e80dd118205900f1a6871cb66c05943f5f472ce587e42eb8ddca054ff76c7acc858ffd050acf027ca91ac0687e84466c4a6fb6125ea15e5c458a9cb496f480ed1a96fd384e1405855444ca3885cba49c7eecd74d9ff36cd8ecba9c1b2a40875322eeed79192b8247e580f653e2b3731771ecb6882d0e97c6d355fd20f360ee2776a0d4dadb43544cbafa44a89e77445d052d7a42af6999b9274baff4f860e8ad01171250fb4fbf5f21e32d6a0307804a82298140060c652eb3ea68d1364d06e3b10c2a445d1217ccdf019cddc1a751e5e0ca37aef95f4640f18c474669a9ee1069cc3a9c797d4a42a28cdc1e11e9f8242e70bccd649f8be32ee4edbc61590cfe173a4e50369b32ad79cebf059171aa3e80c90d0d29466115f7dde3358d6399887ad4978aaeebe4daf945e451c73c57928122fca9a39ba6dc2a7495e60f042ae295c574a275e5e441e2a170d27441007206527e5da6bbc1ec61e10c798f1ec9d218cc3d826041104505213d86bc719e8d95b766c4b8d5fde0e480930bb2bba05028efb8dbf17357f11ae02677591896911252fde6317527795002d4f7d5a2552929e73489a410021c05f27c36199f67c3b5b74a01d248f3469de8ff611abc3c4168854a8e32f86695fb6adede65eddfdd375383deed0a625b3cc8f361aec584c5c0e376169e723f6240b8510304b782dc6f37ef');
INSERT INTO public.identity VALUES ('01a2297c-8be6-7162-b495-b569b0dcbc6e', '\x019a7f4be8fe4f463f6b5cbe0d21b271b8c4c6b0c868f3d737fe59a8a6c402824661c1771bd6b3fba82339d2747571ebcfa28b11b7a27a203ce1c97d9d', '\x01043563cfbd52a49eea106a28a0b5572586ec75da750891ac1866223a75379166de33f670034b0c87b53d26fbceb264f94dbd353e155973cae42bdec06c131eea29bb5ab9e35e35403135b877f8bca2a6cec263360562accf51b4f22cbe46aaab77448ed621718d2327e005bb3ed54fed58e62cfcd7e1d62d340add0158b99725435af8cf945c745a76437904e35e16dfb33355f19b9fe360bd0e501d341fbc08ac5ec7f25f56e70f8bbb0243779ee1a05593fa4671fa48ace962f41ff75b9f8a111561440a451a97911a11c2d2e832139fc39f256421eded0c40cbcdf0953bf8da51bf72eaa12c341923aebd50e8eed77d850c4bc621f2145e1014ecfd4e0526acfadef4280301865884a22593f69c195f025878af7793edaa0a6b91e0a7df2f2103e5878c4d827adae5ff568566680b0e5ca979b6745ad74f7366a559ebede3064389f28687f085677d06f5650983baf38aeece5e565d6abab06e6aacee83f272d2602fa51f1f06b2e6ca625ad5d94ed1488157a17c9efeb165421b94374fbd1e8e79ef04c63ffa611997fc39491c4b4ad4340fa874e7d97749f3bea49ba0f1ae4d07f6b4c43f24fc360d2eb3d7544dfa5b24db63ef53c0f84ad816e4869985846e896f0d8e3f0bd35ab1a58aeb5b49a95e8727ba0332a952b4d8b22b5b4afdc618bedc30582a9e6928418249aac6b5edea5a776b1864bf746bd5efe64350f07439b2d9b835dd1efa293c3eb03a25d23ed5b9bb1677d4f6b0d5f811fab8538ab34d4ac3e901910c5812afcfaca86d97ebcbc1f2ee7a10aa5b4daa7af3ed343b11bb21c6566ff6f8399d14a1407b26ccfc1c4cf989af9ce7c8b44d503b0ee3a98ab448c7b339837c29472fb02bb80a20c932');
INSERT INTO public.identity VALUES ('01a2297c-8c65-7359-9f7d-9a42652d91a3', '\x0102d4f1aed43f59b842a1386638270aa4f7d633ed98d393469bcc2e2c6fecb56504e91aa327b935c085e3caa674cccbc328cf8c781f14592c94bcdeb0', '\x018848e21d3b214ba98d40da73221515fef552478253f3bcf73aab68ab4bb86c2861b48a615bc87b7ae8d2d2a5ff16084ffc888d26a7b8db0bca0815f1c0f8c1591ac8cdfe9813102b6a66169c2111312e0d46061b539b30a861d5931bc9475c266fad1b953ae59f0dcfcc986cba513a91b60fc82871fa10296f06b66cd70fc2979c0ffa968d7ed1b10632022e05495f4c39714426d3dd6bf8414fbc64f2fc7809c189ed0d2fb53b09da630e2a0a8aebcefbac4a056830caf1c70a0291de025500319597355a69f31bd3a8da46b627c7d316b00bcc97d6dcb8dacfd97fbc605ec0281548f4249e92f1d1aac2da74e5b2039356f88281b2a73275bb3ff9b9574de07f65729f71cc1f0de1e67c5690516f10ef2accb097d033fe8393a48eae7eba29595436de558944c022a5c38d83e8d26802ff6b734f66ab7908f7e756ec5c0d1074a26979fae9ca1d7b69b1cedd396ff0549cac3df765f0e8ac613d5b6392ec00c0a7caa77e0b49ec914786936ef6f6cbb33147ac55d0e1e7fcd8b0458fc1e70e91b03c1a1c48058daba8ebbb4b8d43d17a5b711b8e6a464022506dad18ddd8901ddbf67a097751bab1a3bbdcc9c2e64519e6f8d114dd137f386a68af5a140e7d84266e2598bd9d4838cf3edb65a2186d57d7aab8b903879dacb1059c8386d2d910786b97afd166c6206a426b3d188355c76b5e48defcdc7d0d159e5e819efd18d7d863fe2c0673da646dca881ccbf8a0ed2750f2a2bef80706aa254bc00b6c867f5f4a155490132ca77f18320250dc83311ea95a4e44b9a967ffa7dc2b1bb8cec7f3e013d9291e00a62de277e7cc1b22b4edda28230ee1032fe5c19355baefd47ae6ac1a23151ab3d3ee304d00970216d372a56c186178cbb02f45a2cb07a764da8b35e8ca99abdc1ba6b1376b148ffedd');
INSERT INTO public.identity VALUES ('01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\x01fb5be2549ff60306a9cdbe5ce6fb2fff5c5e1e41075264262535730fc444e7b1742ca35f9227b913d1f15ef19ef8f07be72dedabd2c127c1c3d69c91', '\x01194152285d0f2f7d253853509f5afbed4ff5a576e61bc0a81b60539b6fcb54833ed784150ff36687223644138717a0f2ed18be216ed8c35752c5e5e191757ce7654ee4d37feb4e1cafaf42af2c5285b65296b3b9ce1536fc3319c0d97a228d86400e1b1bbf717e80cdaffb66413c0d396edd04de3da04c45f25dacf70f75ded7e9182203a19a45f30c0fd20904164104efa5945ff182760766c7afb8ba233baf2ed810880b68f7f215686bf4200b77a32d536cc3ee3058fb7a97d4f1c48f9c374df12fa208f6b2115c95901643bdc7cdb37ba6d73aba4bd30826b540b158d7db85e6772898dc27047a0275a97618910b0c94eba26eaf37a8f1b474edf3fbf92c243a0a97a7e13487860f1876780463e3277d82dd757c93c73573b50793ac0e7bfbb72437826a8b3dfbf40618881b00c0246a7a4325e24f4cc39bc2fc9c4b48f5873bb298ff75529ba5696338f2ca8fbac82b3b9b9f75a0822eacd9e7500ab5354189588035e89fc3e66a9c86974644412abcf30bfdda0b3131dfbc8117c32cf491e0b745c50937fd29ede7e85002ed94bf3e7c0d0f2a0c60eff552f5a1bb5dcc382f0a97f1956b196bc3a3b11056ed48d8ec3e32f136dd3c537736984e67a0768663f8f2cb105f619b8dee87f80f0f7a94abfb958cae4a5a64df02443278200fa1b3e5901ba8567b0ca8414eedbb296638a24fefc4a34d5611742253c7bd4ac7e58c0ca1f764c1dd559effe2181c524faeec657206ad25dfd361e90f7f49e083d49ee711db828317494540c3f8e93a1a3855aed7e7c15347d2dcd71312af7c2b25f1b0f0ab1170b70d2ff3437a5d1908b9fac08c3987f2f718395aefbb1ababdf9219c917f4867b2c7fe3e60387a85c6e6abfb63cf61f9d447a620c612b09eafc7436672b71c3bad1647b9450df89c7a0d');
INSERT INTO public.identity VALUES ('01a2297c-8d34-787a-8686-ff391a8f4938', '\x01e0e171c0fbd8f9b51adc449c5e66b9b0f21e37905a8516ebf5946dca1f78a2fc9739ae61b4f7cd665e2563385d29eb64b8bec5a6c5c450f11dd96512', '\x0150b5a99632b05ad5198a02a52be1c0da5840ce62fc4958398d704e0292d792eb96848d0f0b894d3be52aabcf8f8b88cee2e58fd0d2f0b8a258bd95c4709a8def9f2fc2803668f04acfb838576b48e1eb6319c8a33b54b4383602f2f49e17f646c73d911deb4fea56f6a7b6db61462ff14ae572f2eceba4a2a6707e9f4bf93b6dc05946223a249302dc18e7465f88cfa31f7502242afca41d4662c53b18509e57ec2c3fc0238b56d55f432dbe5579dd088dc0db252115cff7fcd6c94d8a581eecb13e1fc47064dedc919f21ee592387e2761c2ee3e216c2bfb50c4788d7c99ff9aa7b9006feb375dbf0b50a547b2058e5b6bb05adaa36c0dc6ccdd8c231f3ef56fe66069995695c2fa6c99e637b0cc2c0dfe742faff2836bef73c0cbfdbf8a29e01ce6f90605706e7e123b6ce4d259b9930169268e95566a23d0d860cb3da80a8a8a808b6b55d42c111a8d82f2d8db4a1fe68d43232d4af8f70e64a21ea17a180bc1cd5a61aafc455ff7ba6503b7e8efe0f2f9554159ffa4c3804ad69add83704cb9ef0b1241c65d83fcefe76b5b714e874316d96ce9f6df2b38197f54c37bd1d3b32dfa1ab8d643c293a49b61ae8f04aac81f92be66a9f45224bbb1310392dd05f4a3e4904c0959bb4577595f4d0877ba624468eccc94edf6f05e1dd496e34e364b659595ed9b8c05b8908e95a8b30a65fbe9e9146aa4f766158d3303207ebea87d1cd2793725df09484494520f581038cd98873184e0c0b38bb21d2a17371bbe40e3849c95ce3ebd240346303b3fe66e1d3ac11d9b03a9740c429093b4ccff1c6b2696abcac1aa1ceed97562cebd9e557873e46cc241c7e527ffa3b7cc4ed037ae3c408e7805751802ad910009f7ca952871e8d4b173973d2c83f5c95aeeeda6b812eace47ae20d8c67980d2bec151101');
INSERT INTO public.identity VALUES ('01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x014fd56731d3b444dc7ecf56849a10100674de156a4ba3d76a21046b572dc6591a42d7687f202dabda5e336ccf2ad2c6119f1ae8180db7a17ef1c00081', '\x01dd9385362f4dfc0b5e879edaa93c430c1b0d691e563b9960d80541caffea9546f39b7c04e6e0819bc05677234edb190fbfface428ef495f73116fbc4ef6260256119d98b610288406e2b7daed0bf68c38d7e3386c7829bd3434432765db16bf21dfabb03fbbf0eaf93b1ebf58d910582bcd9195967b3724622ee3f485669f16bb4d228d58b61e66db104632772ee2763d06b17439b02578fad0a5c03030ff07caa6fe3f7d2c58f769d21b65c20faa969d52d5e06c64e88d8ca3e7a91b58dd9e2eefb0312e3842da852533dc8e83e21588b48c649e06dbda56e063d707ac43fa6dbb68bddcdce88e3de6c69294230c477e7302734f6cd976d10ac2e8e30b92fc43caacefbf29e23186899c368eb39e71105c7bb022a441203657176ca43ddaafc47875f3d2d8df5cb15e378a7cde8cc3fe8184128257c5c61140b08769a6d8ec3d42269eae7ea56f5a93e216414da9f1d62e10a2dfaee9bf457d6e095f43293a13d3cf413d7a95c7c573af560829bf790f0adf3a6260b29a25c2f3198e1728c19e0bc51ce58a18e20eb32c9fe64945a6e61e5c07f825c15a959fd54ab679eee2b480a74d0b1bd70f1d99a492aece0a465ee793a5b5314202efdf6a2b1ecd07ac69f9065e16e846b0013100fbdcefcf9d011a1b7eb2497876821c35249ef0fb40cabb88f5f3a32922652b7bf6c24d2d3de78f56dd25380ba0a571d1049907fa82c5ff8f947cbf406e316467404b24d43a31526bc01917246e53300ac96e091d676c516df3afd1cee13f657185c4fd5aca494d91a42b7311555ae8a7562d9eecca3e9e4af670c1b4160145504cd18d60c4d4b79ed2c3c13c3416affd864d7bd49b33913b1be2e050c1af589b9bff6ed82c6f1e233cad1f4e0a618f8257d55754051e244074dceade6d683ba107dc62e178617');
INSERT INTO public.identity VALUES ('01a2297c-8e19-7206-b776-c4c3194b8e82', '\x0120f035e2d352d5859cff6d3e376407c06767440cf84cd8a5070ce43e70b54180a6c9a83a80f8f6526d1e93181e1df46b4b2b9bbaa0c982d27ff12099', '\x01356b6189a317642dbefa9837278d6ed25fee7cb7fcc269d0278848edbbede677883c1d18a24ec0f06518106131ead37ae28a0a797b4238471df7c98a85b82c519d0659ac64877fa53794ed9b89395bd126d85ad280d9db585753c9cfb52404c1e27e83628686596e62d068738bd24008c8993d0f2718b5e4fdf28b8462b83fbdd630d4bea9a786899cbe0e5f3ab5afb3e961ce2b6a3cd36657510ffa839c8a29eefaeda42182885b6eadd4066da077411abf14be1880de1a245988136d52d0d8a8bf1ec507dc3c13db2dfe1001e23c1be1dc14d48396a672ca0b7e25c99190532396e7248e3ac18038c9f0bceb6d9123fbd736cab762f7e31cee660d73d21ad978e5af48353b36478013079fc0500580e7178eb22343f2727dd2cf146086ef12efcc7ddea47e973b78644095791e3bb0f4f03c6cc22897826bd749b903c9aa16e33dcfc6dc5a16cad943944f8835b9dc77f9a9c849d0ea5e84c317c736b8aeb8edf303cfde71e883b1b99e99779a59cbeff481b4374c4f6428b15852358d58d37b93721605a61eb425d66b3122c281452aff4be22df546d6c4ea5210e67c574d6c005ba0c1ff85bebc75c71adbb494de7bc2244114f23cf20fa3aec4e9e74202c4a52405e597792e602c65638e3271aeb620bdae64722cde094e6672bcf91d079e4024dc8994866d1cad364166fb6cd50d923cbcda5f0a8bc1534e669221443e28291f138b79407639c1b04b57a8d4969b6f7513a3be66e4d285cae47d52028c6d3afc6c9dc381defc78a49d6fd6d5132240f7cb283ccfe7111b4441ef2c45d602e1d406397565da2ce1287cc3cca526242d0b62f71e1d13d2561cf3a54003055c03471e58cb058da0a942bbeee3793cef94172f0f4494d18f3a67d7b43951a5a87527cfc0f6949dec403f5f104462e09b');
INSERT INTO public.identity VALUES ('01a2297c-8e87-7646-9519-3c4a06446782', '\x015b4e0f9c97adef7d44c518228fd2cbce6ffe98c20efc4291af56da8ccc4248677e9d5f367fec77bdc21dde2b7ac779ad956b10585523e35dbd87c3b6', '\x01f7036a01f8ae96361bb96156b9c780646217dc4aa0507fbe15a75d9f56105be0f3b89a158a8b46f318ce76e582924c2fe4f1300e69263f151984a526a529fd0f653bd839f082528bba797bf9da3461bd6e4f4c4c519c2aa95ccfac764411901e0f22e4504f7fdaa3d23d6ab35e2fac3a75d32ec33eb54b708a691fc766bdc12dc3df479cbb2873a299c196ae49dead9f2ec124b94e47203bea51113a33839711b81e599c2194f464a2066edd974a4444d942daf14fe76f7d8411b57221697e3eb6fe29865691dab3f62407f5edeabd8960f23a9aa4ed8256b94e9305168fe2c852474e5add575308b0fe7e2d99301464d3781079b663976026b63e3feeb5693eb07649addee8ac8569a56b1f2ad6d344c4f9081eba27c9a24210fce43b87fd4b7e050ee6cf4bc626fb17304fe6e56ce287c07de2294c951ca8cb6c0333fecb7e5c15105c963b5a65a9fdf86647e68c0e6a63bd53b24750c7a69bcf9b28e5bb4dd02c184c6f5b677b52107df3ac813f37089cb8323e70442aeb0312a6c6e27bdc120a3c76ab62024e7117834c0313f1783aea4683772b5458aa483168a895af949d2726de47a6f15be7031ed507c488ffa1ec2b93da1909186e318c5c84b07e29daee363a995e3aff421c6012bedbe0bb74c42d2149361c59318d51b1654f75ed6e7d936b58a0b91ee8aae6648acbce8b12b1d19d4ddf0e1d1e41847c866c05063f6793c83073197ea14c8cc0549a9e04917f4312b2094ca405ba6c1739b822230b1856a17d0776746f4b1c273945a910a7e8892801514626405278f86b3699c217b645e9650caa38daecfc5a67737612064306a6bdcce6fa2b5c95268d3b3ef6366018310e3186c8c3aba4cae2159ffef7377b16dc6ae57da9dff38564ac80d69b04376a811bdcd3aa0eced331f272a9bf');
INSERT INTO public.identity VALUES ('01a2297c-8ea7-7235-97a1-28615b0d8097', '\x019b19150c43869200d8b60058142cad082a63cd66efb6842bb47c87275e94c44f0e2bce88bc40940610cd21807d8fa224b72199f228ad960e537b49d0', '\x010c806fabac4d0002eda5b752b67710b33e9cff76659e0683a8ea217a91f37ac275d4e1bc794548682fdb9ba6b9baea2a5362b722edcc57e4793aadf79f8d47fe89ca1e42ab8ca8c5277fd97e5deeb6213b8e4e47637cb27fafc7efea30999000f9bf9300a847404501cb5b16809e97e75458d8316e849046e6d8e9468a986df05083f0f77c21635c3824920f7962709ac71e73a99e3cd982fe35fa7943e6e50243c80790399dd019c5a3746ae5e3ca0f90fc5fd8b8f55e52e6595612360d7b2a7cff68b5824874e1e7e82d57771cdd75cda7a459095c117acf8afffa45b4da55f596e6108e1771798f15f60213c57c12f53b04138f2d93ad131c4696e5ceeaa66b7966dcfe5031550bf2dd3a2f337cf602cba61b0ced39ff675ea369fe103ef8bb51f426975644d2e6d4f0ca7702ccde134c417f795ad17093a856de9e019ec59710df0a0aa3be9ebc21abf96a8994ef09e4f69acffa7cf3422f5c2c8bf63c7eee3035142d542b6a0bf6fa5f6042a390eacf74b341b43ed99e41151dfa7b26085711d9bbeea913ed8f2d03365097d3cb22daafebea2e83ce3c370efbc59525c37c3b9a63aa8f4eb918005df4d2bffef583641cd6f56f74c91b192411fce769423e109c161e05299dda26357803968285dd9af82cb6e0abfd288c7ad89c95eeb3888e3be4c1b7243876e6012c349c556f23121592d6bf4aa042a682a96be6115e6c7adeb71c70562f7078060b1b8815c67eb73811b172615f208314b5038e360b1d4273c1177c9b7a9bcbd8ce16940bd315dfebc247ecb5cf683f6113dcb535c666974bf33637c89d1ae0b116e2948a3dd4b20fb9d03b871b9a80af2541887d719cfe305e6fc98be313e5a42986645efc4bbe89934ee610aa5cd449c86f9be6dbe813f42f7d4a956215e010e371c98c3c8e838cf3c4eed94cb5048a9caaf2e660fae9e91ad71bc772062503657fcb2367bd9cc1e680928c6d55e6227fd7b50593046704c7287fa078cd2f913e3fe0090b4d4212c17e6b8a65b9');
INSERT INTO public.known_browser VALUES ('01a2297c-88c1-756a-ae3b-728111576018', '\x9b14359f210e95c3e5187f52557002fe26c21bb670a86e470474aa365968ce57', '2026-11-23 02:01:30+00');
INSERT INTO public.known_browser VALUES ('01a2297c-8ea7-7235-97a1-28615b0d8097', '\x64fa3b3617302ed5a311660883703bed641bc58d84698f846af6281ab890fdea', '2026-11-23 02:11:00+00');
INSERT INTO public.ledger_leaf VALUES (0, '01a2297c-88ad-73f3-a492-a75a05244394', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\x7850e69ad06385c23e0446fdabaa31ce0ec41bf96759756c11bb1d304419a760', '\x6e6dca35bc582fa9cc93ad18e984f5060f59ae89391fb2054f3b22d825827eb7');
INSERT INTO public.ledger_leaf VALUES (1, '01a2297c-88bd-7405-972a-ebf662351b57', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\xccdcf0c5eda0c77041ea7241435798e299bd5a27f9738bc21c0b85295c0b9c2f', '\x4fa9bcfb21a42124b6253f8fea00eb9d86aaaafca729c4abe46b1b5d3632a72a');
INSERT INTO public.ledger_leaf VALUES (2, '01a2297c-88cc-7fe2-9ec1-73bb253ccb6e', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\x5c6814a20ddd25e53b6415d483ebe7283cd3d3ad849176d8a55f115dfd00c7aa', '\x09ad74495d00aa51e07088afac113102816d05ba566ef06aa13a868e9938e01b');
INSERT INTO public.ledger_leaf VALUES (3, '01a2297c-88d2-73c9-a512-5bad2edb51ba', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\xa3975f6c3f08d66e3667c8bea464ae4fce64d52379603b556ccf28d743c2b59a', '\x7dbba27e1cfdd4716e21e78663748666d7694266bdf195da106bb6b65ed13f53');
INSERT INTO public.ledger_leaf VALUES (4, '01a2297c-88e1-76f2-a754-06ea27e3dd81', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\x36364a2f2b46a409c576079b8a7bcf91623279bb7af9f4e494911d2487957baf', '\xaeb1d9373bbf0d1ae0c751f7cec57d9e2d422a94aca1149d3e43fdd0fc1dbd98');
INSERT INTO public.ledger_leaf VALUES (5, '01a2297c-88e1-79e8-8356-28a7c4cf42b4', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\xdf10b991cb4cb0c0962fe8fe099df9ad18e56a05abb55fdcb94a5d02d21ad322', '\x2348fc4c159e245fddcc197705d509dbd1b778fa7f34d2a1f23e2869febc663e');
INSERT INTO public.ledger_leaf VALUES (6, '01a2297c-88e9-7c90-91f4-4b897849c79f', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\x941402a824eaa1f8e9ca52373a692b69eb190bba2a0cbd81150d02efc3bc5900', '\x4164d1251a612c70d8657d1f71c8b3d4f3836a91bb5b0864c3cce04d7c9f624a');
INSERT INTO public.ledger_leaf VALUES (7, '01a2297c-8950-7bfe-907b-86ae7d5f22a9', '2026-11-23 02:00:00+00', '2026-11-23 02:12:00+00', 1, '\x42de1cb81b425671b306510bed5dae2b6a1672dbef59b07c9842f59d2039060d', '\xb169b11fb64eb5b5a6164e254f59c612943c5d980dec5be425abb8542a7f59e5');
INSERT INTO public.ledger_leaf VALUES (8, '01a2297c-8992-7504-9cc9-19586ddb4d34', '2026-11-23 02:00:30+00', '2026-11-23 02:12:00+00', 1, '\xe79814f82a256493c30722e5c7f7f584e36efc28f5c3fa510216fb6132871c14', '\x55b49de24f943274c6935b301841130cc9550ba44d2dc6fd325b7a650bf6690a');
INSERT INTO public.ledger_leaf VALUES (9, '01a2297c-8a28-7466-a354-ff61b85d9720', '2026-11-23 02:01:00+00', '2026-11-23 02:12:00+00', 1, '\xbb8f927bcd2048d8a098808cfb18d81a1b15b38daa002ea4a1b7a01eedd80260', '\x125862dd3273f9b7d29e20011c709dad601c56ac4ad5d6930ad68f0921ca34d8');
INSERT INTO public.ledger_leaf VALUES (10, '01a2297c-8a7f-746c-97de-77d6d9e5515c', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x9908edcc0fd4932f39f24992fc6e324531b99c40f10d9308574b85101b034fa9', '\x1844091fb3fcc81736b291632f83511749d2ba3c8fcbc0ed23217ce1a1648acb');
INSERT INTO public.ledger_leaf VALUES (11, '01a2297c-8a81-74e8-a519-ba6012bc609d', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x414937f8a40f94c7f29573d1cfffecf22f77e7e720fd2fbc937adf186d0d4d90', '\xad480b34d508fcea7194b69696c95bef10ea90afe47712085355249b2a444301');
INSERT INTO public.ledger_leaf VALUES (12, '01a2297c-8acf-7234-bb96-60707ec9873a', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xd442fb7fd6c4cc4b3746671b06f787e01670e1a60ebcca470098876a035126a9', '\x207af67ac0a7fb6af854dac57ce596463fdeb9dc46328a1134944bfd3688fa29');
INSERT INTO public.ledger_leaf VALUES (13, '01a2297c-8b06-741c-8a0c-91feb5396e25', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xae6e18f62889091dfa26c0f5c29e726e2ad252da4bdc72fff020d26bec91b88b', '\xb8ac4ef21de1fb1518c7e38f4ce822eace813fa6aea0a65249df17ee7e34359a');
INSERT INTO public.ledger_leaf VALUES (14, '01a2297c-8b1d-7bef-bc11-cc2435e1f2f1', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x2919ffb23539e4f5fb07b4316e3491ce528069d21b671a6fc99853194f4930b3', '\x6cc38e1b4d8ae8487f4cebdf517f67f262a0ce9a644d073502b5a3cd978a9dec');
INSERT INTO public.ledger_leaf VALUES (15, '01a2297c-8b1f-78e0-ad55-7e13d4a45222', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xad45fb66dd65065abed0bae6782d56cdd4df3dc576c859ddba50c580a75ec520', '\xf246683e4611cc5d66806dda8e8bd148c53b339a864f11ee7d7688565241d0bd');
INSERT INTO public.ledger_leaf VALUES (16, '01a2297c-8b21-7a5f-9bc8-b3877453f3b0', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x804d91e09612e072803fd57669359f5ff8482ec11f51b8845fe7742fc32618e3', '\xedf98c2e98097a3b04415a7e986e7b447fc15ce5e1415036e340e6b36151c8fc');
INSERT INTO public.ledger_leaf VALUES (17, '01a2297c-8b21-7bb6-8fe0-22428334eb5f', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xcb6efe58de3135253c3eeafcc02e222f2ba1a5f2a7fb4c5e7aa052937a5bcff3', '\xdf72874bc1f041dc8f86be5c3559d970bf971d9518e480d5a77c565ebf12ccaf');
INSERT INTO public.ledger_leaf VALUES (18, '01a2297c-8b2a-7117-8ee4-ff858f3d9f9e', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xba081ffcb806d244155e3b714372f4be2616d955e39387d25356dc129dd54708', '\x2ee02dbc9f541ff378fad99d46d7f947a628c62f2f1c7e86ad526094d5a1cfe4');
INSERT INTO public.ledger_leaf VALUES (19, '01a2297c-8b38-7683-a059-4fb5c4b0306e', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x096bfd64657c4b5ab22e2091153736397d24109bdf667ee890832d16f35cf35d', '\x0f764f7251a6e572efd91210e3c399e0eb5dfef3d2c2ae74caf0f53f1d955daa');
INSERT INTO public.ledger_leaf VALUES (20, '01a2297c-8b3a-7c11-b8ec-55783bd8f7c0', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x22627c62f1f986b02e5db6ac9f9d25c05e2b8d7654153b1f25549f4af316f919', '\x76e2f0f92f4cf897ce2882c035d5641369adb873ae51a0f4c0d9df0d2cc084f0');
INSERT INTO public.ledger_leaf VALUES (21, '01a2297c-8b42-7239-99f7-c0c80e1818eb', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x3295d6c22dc65d4ff6ba2d4c3a5123960e22590cb2f63f8eee6f594396a3df49', '\x8a595abd057b1d76b7eabfb7c5fb15acb9c5dff485c7d64b575f501efc14e2e6');
INSERT INTO public.ledger_leaf VALUES (22, '01a2297c-8b43-714b-931a-403edfcd5272', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\xf417bcffc8abff03688c580dbdf59cdb09f416b21276a0ae2e59902f1a57b10d', '\xae8c8ff5f6e21ef308f60f2efd560a67b176ebbe51ae705efaf2bf71641a1465');
INSERT INTO public.ledger_leaf VALUES (23, '01a2297c-8b4c-73c6-abdf-4439eaa6feae', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x82851776cedddfce3cbb7d853d97d8e69e034ef2f222ca718a2039c35a714d40', '\x64fbf12afa71cc2059f9f687fb123d86a4f8e21867c7f4399f9a4d97bc73b377');
INSERT INTO public.ledger_leaf VALUES (24, '01a2297c-8b55-74aa-a08a-9b1aa21d8711', '2026-11-23 02:01:30+00', '2026-11-23 02:12:00+00', 1, '\x0ead473a938ac72faded005d7d7ad3e8325e4ab8c321fbdcb5e9f60ccdeeef75', '\x559c0f299c18af7dbbff5c4a4d032a55c92b20532f23a82af5e44256b471c4e2');
INSERT INTO public.ledger_leaf VALUES (25, '01a2297c-8b64-741c-8eb1-d8dcfee31520', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\x11521189343b809f6b5676f678c2282bf7519a6a9387a4ba4c066fc1c4cb7174', '\x906da4641843761541033daa51dc57163a90305ff4b4f34523e8f0e50842a852');
INSERT INTO public.ledger_leaf VALUES (26, '01a2297c-8b64-7636-81e9-6aba64f8438c', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xa6e39db70d664af25348efca9e2ca7322687a2fb7804ee45a6503a1a008b3eef', '\xf0a6584c4084adf7d7deae2cb4484bba149803777800591bf48b3108145541fe');
INSERT INTO public.ledger_leaf VALUES (27, '01a2297c-8b65-723f-bdb7-208c577af2c2', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xf9ef2c79f3aba58d124b1871e6850f0c7ab12abe25efd3ac87d86951d23c3f5c', '\x766e7375526182b4283e0bc670229b1f987af0497f846c86ae8171e029f221f6');
INSERT INTO public.ledger_leaf VALUES (28, '01a2297c-8b65-738c-9cb0-20a4c1fee90b', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xb881b7f6a22e96af055ce73ebe1c81f0b0325aea2669b12728700b58ae612b1d', '\xcd0b3a9aca425ba4dd3bf801508b338a0d03e0d0e00598471e11559cd982f9ef');
INSERT INTO public.ledger_leaf VALUES (29, '01a2297c-8b68-7a74-99ce-d5c40ea3e960', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\x9d1da84ef4f3d057076b23206857ae4ea2d11d5a3532390fa7b63073ea56f0a9', '\x2db9b14e2796713b5889a2d24eee179be110b004a30c950c46c60ca2950dd105');
INSERT INTO public.ledger_leaf VALUES (30, '01a2297c-8b6a-72b1-9f47-4c28cbbda03a', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xb3233512be5b5146e0480ca7f5c28fe978f0123a74fda9b7d9898329a5f80b12', '\x6f334c6052e1e2a48c4b1262a923656e51fada762790186d12a490640e25e165');
INSERT INTO public.ledger_leaf VALUES (31, '01a2297c-8b6c-73c0-89bd-6b44e632e131', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xe0c2aecb6425be68ff3f710efd38369e8b292d17e07eaf2f9d71cba90445026b', '\x1a1e1ea8392650649517342059c2cd5e0592be40d06b5b357cfb3548ecbb59ac');
INSERT INTO public.ledger_leaf VALUES (32, '01a2297c-8b6c-7520-b017-eba463b686c0', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\x722b8e2174e678b4e4618ef3dc6420488c74652dfb3a4a76a1a0e4e8119e5ca3', '\xc9b9bdbbdb8dffe597e8e2b64f62dbc385a473a4167bdef4f5d8695b3eae9cf5');
INSERT INTO public.ledger_leaf VALUES (33, '01a2297c-8b72-78e5-a00e-4f89237d243f', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\xec6b268fa95b79863e8bdf5193b12a9ad957e4491b6c66f6e3f2976f23d9265d', '\x24a0284bf9bb6651a227d86c7c091bd0a81012c36e8a8bc57935b9b9ff525a12');
INSERT INTO public.ledger_leaf VALUES (34, '01a2297c-8b99-7dd1-9ffb-18b360483388', '2026-11-23 02:02:30+00', '2026-11-23 02:12:00+00', 1, '\x5a120feeeda6a68a1737f7c66f441bccde6b8fb6841965787f891936aaf49568', '\x22f2aa0a616523c3c75b61d94078c15f12abfe60dd71170ab83b200c5c5244f1');
INSERT INTO public.ledger_leaf VALUES (35, '01a2297c-8bb5-7442-8d34-e62a94e7343a', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x75d21268335fee1aa2e9434ec7b49cfa9eb635dac31be5c7590290543a471bf5', '\x8a4b9342e5c39a7026f35bf2762845002bbf387745e7dc1cc932adae1728bfd2');
INSERT INTO public.ledger_leaf VALUES (36, '01a2297c-8bdb-71da-997d-5676cfb8d129', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x9a4a9fd695c8c35ca3abe8f1ed7b823e631b09cb2a2296572a8a66472fd30b55', '\x607c7bfb14f3c0824e9978ef8bb819059af3401a0cc9ea76d4572a3863929221');
INSERT INTO public.ledger_leaf VALUES (37, '01a2297c-8be9-734d-8045-ea9e44c18a41', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x63fa4dcaa1da7ea9f25ad0bfbe5d1bcd52f4f381822359182475a0f29e34823f', '\x8b4260b724a4c5b6a1d77815e4b1837eb768e15ce9575145ddd059d60ab68d60');
INSERT INTO public.ledger_leaf VALUES (38, '01a2297c-8bea-7df3-8a3e-692372eaf2c0', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x383554fca5e276d0620cb2eb629915e824ecd14968690a205e75f2f0be6d0cbc', '\xc6ba367505ef5e43e8f604f488913b9fb01693f7e7dbac607f623fea8fbb3ed0');
INSERT INTO public.ledger_leaf VALUES (39, '01a2297c-8bed-7271-95de-138d71d8ad72', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x8be289afc609646b1747130328966639f0399002a91de3b960a82667901cb2bd', '\x10873b1933211ef8b98f4e8842dc3240eb746ff816a5bbc353ba8b04a7beac60');
INSERT INTO public.ledger_leaf VALUES (40, '01a2297c-8bed-74a8-bb97-969a1e9c101b', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x7b1787a502cc1ec35f6ebf783bf71419cc4bb4eed991790e04f1dabc989e04b0', '\xfe150e6213ecfe3dafa0f416f7dd2afbed78729cccdd1e71f9fc86be4d892f95');
INSERT INTO public.ledger_leaf VALUES (41, '01a2297c-8bef-7809-b06e-64f8bcc0dfd1', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x0ed9129836ba4b780d2d5346bd3d7af37ecacbd5e70f7ea9b25a47246b2a67eb', '\xca5fe3d41a38e1d0593b94aafb7340cdaa064d339bfd7a69835cc63b105a0bc1');
INSERT INTO public.ledger_leaf VALUES (42, '01a2297c-8bfb-7e5d-8c0e-6afac1c7fe54', '2026-11-23 02:03:00+00', '2026-11-23 02:12:00+00', 1, '\x41282825b347236c0e266b075edbbe00b9570bfba4344a2cef910f1388803fa8', '\x799042e69ef37d2f30fc973340d413aa3c14008b15639d70808e803d17f83e47');
INSERT INTO public.ledger_leaf VALUES (43, '01a2297c-8c0c-70f9-a161-b282c2200600', '2026-11-23 02:03:30+00', '2026-11-23 02:12:00+00', 1, '\x5c61ea4cd28efa94ab4ea1bcff5868f15672f2543f3b14b856f5a0793b21d329', '\x22125daac622180e151b45d859bd4e0ccab1095e10d99dc354fe0ebf8b916b2e');
INSERT INTO public.ledger_leaf VALUES (44, '01a2297c-8c4c-7c5e-80c8-79d734547500', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\xd2b0614c929e3194d834bfbb7583ee31892b1eecb7146b67fd36b0ec2aacf849', '\x063f1a3359f77168d16ab568fb1c000dba8f8acbf6c6478dda29e9694a0edac8');
INSERT INTO public.ledger_leaf VALUES (45, '01a2297c-8c6b-73b8-b058-726e9c635ab2', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\xc8fa87bafc7b3e45a6f76d2643bcf98d58c96eb7aa0c869603771254a3cdd824', '\xea585e0bcdafaa91f423b65809edec898730ce4c4513bab06f455828fca14a0f');
INSERT INTO public.ledger_leaf VALUES (46, '01a2297c-8c70-75a9-b8ba-93ec20be314f', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\x13c75342169fb1659a5da13da91262089d77c1f40e495927a9ea1cd6b36a03b9', '\x5c2a74967de1d0c4f9673c065c8f374b3fa070f65a17797aea55ef150b00c87b');
INSERT INTO public.ledger_leaf VALUES (47, '01a2297c-8c73-75c0-87df-b44977572605', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\x37444a155e88e6a48a2799239a91e5278c274185766b270b48329ea00d4eec53', '\x46ac22249f36e5ac961ca9a8ceb25a95b84446e455a9e69e90a033e62d78d8dc');
INSERT INTO public.ledger_leaf VALUES (48, '01a2297c-8c73-7805-8e75-c3dcd0c161b1', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\xe991293465ee82b0cc183dfa90786d7464711797b3d95d8b06d6b073ac10e63e', '\xf3926fa8efd6ead730561ba05b5bf928ab22b77e6bbcd412bcbb8f4ac4df7cd0');
INSERT INTO public.ledger_leaf VALUES (49, '01a2297c-8c75-7be0-aae1-7c56ce7b896c', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\x28b94133c7be5416d6336845979db432c6da016ae784cbfee41a54d40b043103', '\xed95ad6024c0cb8db9f60031ac47a550f6ce5978d723c26edb1c56262cf2a79a');
INSERT INTO public.ledger_leaf VALUES (50, '01a2297c-8c8e-7ad2-96d4-2a0289f1ee4c', '2026-11-23 02:04:00+00', '2026-11-23 02:12:00+00', 1, '\x617e3a6e1e173cfc36cff325a119ad26b308014f2f7a00f25185197454384af4', '\x8925ed95e3658ecb23feeb407ed361a9aea47c1693489b440a963ed8381d30fc');
INSERT INTO public.ledger_leaf VALUES (51, '01a2297c-8c9d-798d-9d8a-c7ab7218ab20', '2026-11-23 02:04:30+00', '2026-11-23 02:12:00+00', 1, '\x00469c83daed54f17fa4e9c81e666f6229eb2e1b36413ea21dcca51b9b728107', '\x5d2b6f062700b45cd2560f8af2077e395aeef303122da3f8bdc07c1806a7ce81');
INSERT INTO public.ledger_leaf VALUES (52, '01a2297c-8cb4-7a52-885a-a3d84549b0e9', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\xf06baad496853a3c71bf86bef743166a13015a15adcd3661e0a71761af4439cd', '\x4aee137fb198b6e35255d21f17c7ce87678f1620d16b2e7ab343af58a5484dd3');
INSERT INTO public.ledger_leaf VALUES (53, '01a2297c-8cbd-7199-a213-2ee3edaf198d', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x6585a36874f01b70797b808562011b1a1fcaf5fa18e55e7f7a5d30aab8ae79a9', '\x9b9757db0d585fca0610afc8f73c0813882f4ee2068f77e373bf86b57f93335d');
INSERT INTO public.ledger_leaf VALUES (54, '01a2297c-8ccc-72c0-8e53-9d3633f2f62c', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x2762f3d9c2a3596fe03fccf82e045ce2576f7a04a5de5f5f86039b43b8d7d458', '\x7038b362aa3169f74c7552ae0947f34b03cd62c0951bbccfc4a2aaa3d5078242');
INSERT INTO public.ledger_leaf VALUES (55, '01a2297c-8cce-72db-abb5-3ea9cf36d1c0', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\xfc6ffe3fad2777d51977fa286bada7a49df621c6d4e0077e187aa26b1758001d', '\x5303b4d72f28728a798e891600df5e8ecf930e99c3385c830358f80b6366b02f');
INSERT INTO public.ledger_leaf VALUES (56, '01a2297c-8cd6-7aed-93dd-e3078d5d5ea0', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\xda2b007ba0a25e0bd6052c16731ca18bbe794fadcab88da9705815c562bc3b5d', '\x57c9edf283744d4362a4ef51db392efd160029c0e68beaaeadd3b76d121478fd');
INSERT INTO public.ledger_leaf VALUES (57, '01a2297c-8cd8-75d8-9a90-87867b7d9526', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x614123525511c0700673f2e5cc19836c3eb6f452701e47f816700b43766326f7', '\x8d3782ed1219791f8a1437d6bc66adc8317be648db4693418179884675705d83');
INSERT INTO public.ledger_leaf VALUES (58, '01a2297c-8cda-78aa-b432-3eb607ac06a9', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\xd6ed12acacedd6a23212bb44128ac31f81b5135006e61b45e2d1dacdf58d41a9', '\xd6640a09e7b3e25e8edb5c41af2c58b80d411878bd9ed73745d4d159ab35a362');
INSERT INTO public.ledger_leaf VALUES (59, '01a2297c-8cda-7a70-8c4a-c33da27e4276', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x7f97ad9fd448273b6c2ce5a14ecab3f06b270e778bcb608e32e5bc6399ef969a', '\x285738968b6f6454bb5e0af0baafff0d905aa4c2490d863175ed11b14f58836c');
INSERT INTO public.ledger_leaf VALUES (60, '01a2297c-8cdc-7c50-a62b-7bfbddc44c92', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x1f476233203b400222ab9055cd0a69b61d5a6b52692fada175b9ab9671834b58', '\xf40ab2c10d74588f9f0aa03bfcf2d9376035b2627467d0a85ba5756c267a5f6b');
INSERT INTO public.ledger_leaf VALUES (61, '01a2297c-8ce9-7988-bae1-51df3f74da18', '2026-11-23 02:05:00+00', '2026-11-23 02:12:00+00', 1, '\x71b61f138fd6228dea2c326b5eabe547654e23b91ee92369004dc2ec2000d351', '\x3f6d18a2ba7114f791ef444f7399ab944f86ab84f334d234dd4ea2411298efbc');
INSERT INTO public.ledger_leaf VALUES (62, '01a2297c-8cfa-7512-8dd1-25dba8698edb', '2026-11-23 02:05:30+00', '2026-11-23 02:12:00+00', 1, '\xc956f7445e055c5d984cafceb9ac5ad1fa4399947e125b056286a9ffbd8d9cdb', '\x66cc8ca1abdbb4db8f5a89c86b0b38145b96ab4775d290d90cd6e133da8a9b64');
INSERT INTO public.ledger_leaf VALUES (63, '01a2297c-8d1b-711e-a667-99f2afd97f45', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\x29e4641dd348fffe4a64e1ae4fff41b549bc14109784fe6c6e3e34ff740f9f77', '\x74f5b11a7012ee0e31028fa682ff6e44451cfa5dcbbe5421b5e801add782d262');
INSERT INTO public.ledger_leaf VALUES (64, '01a2297c-8d2b-7821-ba17-c4dd1fead3b3', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\xf037dba9b034121dd1213595d9f1c73bd7d81cf753dcabcd99f1f0bbcbdaf6d1', '\x96f3728e088fe88b1361ffdfc294db1a8137ca9c13da9e416070d249c3a65ec3');
INSERT INTO public.ledger_leaf VALUES (65, '01a2297c-8d36-7bc7-b79c-e2593f2b8e50', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\xb05576dc61abfbd2850c669a75f968df9aa932255e10984e5fc41a347ad71442', '\xfa089b3195fa3a71985ac20125aaf77947716ecc66bd3a444c20b1f1bb142ad6');
INSERT INTO public.ledger_leaf VALUES (66, '01a2297c-8d3c-7cc8-8889-326b44f51658', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\x81bf04bad17a1b6efb981fe7693f7fc5376d3321528bd02a094d1acbdcdd7c45', '\x126ceb75dfd49c401ad1b183a3a826e748c03a55eee615607684da0b6ca0fa34');
INSERT INTO public.ledger_leaf VALUES (67, '01a2297c-8d3f-79ac-b826-bea8f643aec7', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\xa9a3f66e0c146c8e82f268c3d281bca113e9073e50b4c4683e3a2a6b3fd12c50', '\x2562527805bbd8ffeb09491c1b5a439b209d4b2fd7578c5020ed7e3866642b42');
INSERT INTO public.ledger_leaf VALUES (68, '01a2297c-8d3f-7bc2-b560-83c4777f02e2', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\xcf6c11b86b3550d1db1a76f8d0e19499d436ee609cddaf5e5e1eba6f2ef82a3f', '\x7ba6bac2a0c5e149ecd11b798d94bd63076b497caae3ed3819eef0d9ce4cf6cc');
INSERT INTO public.ledger_leaf VALUES (69, '01a2297c-8d45-73e6-bf6e-e2a713fb31d7', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\xfbf7b317e15c27fb21d227653c017f7f60b0582f77d14217af4af0f9949674c8', '\x89b7a17fa9ce3ee157b9fd8bbd2b6f8888d70f01f01d32e44105062d5f0193f8');
INSERT INTO public.ledger_leaf VALUES (70, '01a2297c-8d5e-78ce-bd72-f0f05a43ffc4', '2026-11-23 02:06:00+00', '2026-11-23 02:12:00+00', 1, '\x55788f0c1850e74d576987f6b1c906e5d202fb2f2fbef8274c0606729ec6114a', '\xa35777df5b23ea120bce5a0d50a5357b0ff25f6a9bd4daae16c323e907ca0c9a');
INSERT INTO public.ledger_leaf VALUES (71, '01a2297c-8d67-78b1-a4fc-071e37bb80cf', '2026-11-23 02:06:30+00', '2026-11-23 02:12:00+00', 1, '\xa4b2d67763718910401e711f2016abb3cb1a98d6b6f1b3c8c33092b5274f0235', '\x0b2d4e6036c7a93dcc5311b532423cf8ba6aa529d3f96e8ab53aca9cd8786edf');
INSERT INTO public.ledger_leaf VALUES (72, '01a2297c-8d70-7902-a9eb-d2cc6ce3cd73', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\xe9db107ecb7bc5de5a3ce5b2a335066b5508880d282598552f386426d07349b4', '\xc7e4e8f8c7c8049ac8fe849bb9e60e831e9a16ef4a215b6b8977d75943f8a2e8');
INSERT INTO public.ledger_leaf VALUES (73, '01a2297c-8d75-7647-9965-33be26aa9bde', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\xf8358200d69d6692d470cb15317a7224c9d6a064f91eba9b7b29eacc2a696256', '\xd17fc43d3cf45aaaf639d5152118f419ea50c44bbf3bb90e8c928392209901f5');
INSERT INTO public.ledger_leaf VALUES (74, '01a2297c-8d7b-7166-9c58-70879fe7d0ac', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\x972b229a1f79f5d2e8a6691e0ba69d9ae5d15b7a6926e7910a8cc4ca5f888ca3', '\x9d421d4805ca34fd5d49c61062e3e3fd3d84d6ab512b243272129658f18dcbab');
INSERT INTO public.ledger_leaf VALUES (75, '01a2297c-8d7c-7932-bf1e-05855f1adb97', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\xa362a126d7c763e14b77fe5cd4dfed1ec210cfd16260dcff8d02407f19b753f2', '\x57c7f2f1ca924cad95ee18bdeec9fb251f357865a5fbb133d2c937e3bd83284c');
INSERT INTO public.ledger_leaf VALUES (76, '01a2297c-8d7e-790e-811d-04851ffbd824', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\xfd8675d11b3ccf0b9520eaa4c754ba4eee618a755a12b6ae1f0c73eb20cf6b91', '\x5d3c1e749778f571998ce193cb7f34480e2ba98290a6e86947f42af597785d40');
INSERT INTO public.ledger_leaf VALUES (77, '01a2297c-8d7e-7a7b-b56f-a8e2ff120c2f', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\x5c8524a563f3ae3e135c898481b811e63f096237df50eff67d43cafd38d541e1', '\x13877faf91dcae6202ca51384c95397e25bf0d9a9484dea6df9323c3a033dd07');
INSERT INTO public.ledger_leaf VALUES (78, '01a2297c-8d80-774d-82d1-a7f24f5a646b', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\x6897d45ae4f0c33d4b30650132344b0045a6eb12e1c30e0f094a756e834afd43', '\xc9337a48ab2ea9988e4b0febbb842956f53612fc040a38cde4d45aa30c61a0d2');
INSERT INTO public.ledger_leaf VALUES (79, '01a2297c-8d89-7fe6-992e-ead4aa6df3cf', '2026-11-23 02:07:00+00', '2026-11-23 02:12:00+00', 1, '\xc4efacd2a6fa23ce34c842774c024bc68d513777900eed61c3df1e09e2a8fa34', '\x8e8a8e48bfdd75121c747ba182cc4d28358ae2df51d1c3e9d1bee43e7545e447');
INSERT INTO public.ledger_leaf VALUES (80, '01a2297c-8d94-7b33-b17b-26b33f6468e4', '2026-11-23 02:07:30+00', '2026-11-23 02:12:00+00', 1, '\xcb7dd76c9848a4e99d602a67230c2d1e0a5286ce3a2ee1daf6c6a1770bcd12cd', '\xc564d0eb0146ce765ca55062066e559c6e58ef00756c7c6dcceeb1923a450f9f');
INSERT INTO public.ledger_leaf VALUES (81, '01a2297c-8d9e-7e85-95dd-e3bec1488456', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\xa678e20ca4208edc43ebfd8943c13b0f931f74a4261d62ecc1af35b0a6e82100', '\xe12f013f72cb7158474cf545d2de3a5fb8c52674f19e3a1c50c3a6fa0c0eee48');
INSERT INTO public.ledger_leaf VALUES (82, '01a2297c-8da4-7da0-b4ff-74f4c8157281', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\xdb4ee79bb91734a3a032781aea0549291f64c61ac5aa2c2a7aa6d010d416d585', '\x66161f712ea11329a7853f92e063684a44c9d35334edbdb293c8223b184f8c95');
INSERT INTO public.ledger_leaf VALUES (83, '01a2297c-8db5-7a61-b7ac-bedf3fdb2ec7', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x27a3ea4748436b31a456fd1b7ba7724179b1401fbdde972ba4459b61ff8796d8', '\xc0f702ef1effd60d337dcd293de954a1601d36d9d41d54dd1fc7ed094457f1d5');
INSERT INTO public.ledger_leaf VALUES (84, '01a2297c-8dbe-776b-bb3e-6e932e274a0b', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\xe17a8683e046c6d5d734f015e28f0d3c0b3b4c356df7c3af95e5cec1071c3705', '\x4eb2fbaa0c3a5a6e1345b12eb5659664e7b8ac507c16989af023e2ccf0009420');
INSERT INTO public.ledger_leaf VALUES (85, '01a2297c-8dcf-73b2-a391-fb0bb94f10b9', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x790af1041d9d338f61137516c2f66d69d11de5a26ee948e14bbf22be8b702089', '\x807783cd1911fab30aac49107482de852b6a25805519e57139a936faff7d3735');
INSERT INTO public.ledger_leaf VALUES (86, '01a2297c-8de2-70fc-b483-c52d71ea4076', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x3c226542944fc6a4756557954a649ea0d958d553b9bd34d087f2315311b4eeb8', '\xa581e00bf62f21cfeeffaf30e28d6d44f642bfc19c8f0bb0082d62b15bb81124');
INSERT INTO public.ledger_leaf VALUES (87, '01a2297c-8e1c-7a32-a192-04f0ce424a54', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x1c7928c0957df55d4bc8bd3b0848a9446e867d9d41abd82c585d2fe62872e340', '\x4f27e357e953ea3470ee00639835caf0257a2421342652f3312372e60d303479');
INSERT INTO public.ledger_leaf VALUES (88, '01a2297c-8e1e-7ba4-919f-950f666b78b8', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x4bfadad5a333536fb65700fafec0d181e9e5e6601f940d8cb3369b5aad31e57c', '\xbba9a47a218289e872a6ca6d51dac1f6de3da1833ea852655513b854ba196f7d');
INSERT INTO public.ledger_leaf VALUES (89, '01a2297c-8e20-7fe5-84fc-56f54e7042ec', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x2bba3812caa8399ec082e96c24bc27bfe2f4cb0ea35fcc84a25a4ff8a25cb171', '\xefe009430f6988e2f3688700896f6d6ad5f6e49b4da41e00061c8e824040b62e');
INSERT INTO public.ledger_leaf VALUES (90, '01a2297c-8e21-72c7-8b23-c47cc5cf2749', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x236b4d630a07d70955bd1bd2e0c0b42bc93359dc986043922309044754914c21', '\xd58632ef735ae0336e5bbe026c785bbd3ef1523270c4249d37ae11e609ae1df4');
INSERT INTO public.ledger_leaf VALUES (91, '01a2297c-8e23-73c1-a147-5c2eb2065d91', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\x687827e9a20e359a44f5143f53a28829d9250034095c91d9421a4fddda8e6bd1', '\x87f981d5b7d9d822bff914e118026b0ca6e69d5533a3e4f394d855976cf7f34a');
INSERT INTO public.ledger_leaf VALUES (92, '01a2297c-8e2e-7865-91b7-e4814e7a497d', '2026-11-23 02:08:00+00', '2026-11-23 02:12:00+00', 1, '\xcbc5431d7f6fee3455a5b6aee4b0f9e40e02d7f277c183a0f502780d97d9b818', '\x36a4f270fe91a2ca074cfb2a77b4a7085ca9a12ce1dd4f5a207deb99fc17fa28');
INSERT INTO public.ledger_leaf VALUES (93, '01a2297c-8e38-7b8e-a544-93aaa0a66a82', '2026-11-23 02:08:30+00', '2026-11-23 02:12:00+00', 1, '\xb18c6729487c70e1a12128cda5d45064d73852e6fcfb72121e61caa7d806c446', '\xc8453a643539b6ca61943649f5b3b405bb05d18c4709720fbed8494482c9b7cd');
INSERT INTO public.ledger_leaf VALUES (94, '01a2297c-8e4a-7207-b28d-ada353ece3a8', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\xc3fbfaeddd4e04bef298b6c924b010289ddf859d6cdbf5758ef02070ce44e748', '\x75d4881e12018a5c647405f4eea2f5e75f5ded4500d8ede8e5d38e406f644831');
INSERT INTO public.ledger_leaf VALUES (95, '01a2297c-8e7c-753e-9446-70435caa67ea', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x01c751592245144c462799c1d1bd240c9740aa51f48ef421137fc20e607de044', '\x24ced9c2630f9e4bb7997e1d4d008630d43dfc4e7c27b103a8573ba8ea87324c');
INSERT INTO public.ledger_leaf VALUES (96, '01a2297c-8e82-7f4c-8bab-cd8ff55005c1', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x9e7769020cf6f3d95b83ab9e7d1fabde551c2f8d62318654bac1f98420ca840e', '\xee0cc97c7f8c7ca25c074e72f5fde7577a19418976fb65d35f8b93a293116155');
INSERT INTO public.ledger_leaf VALUES (97, '01a2297c-8e86-749c-85a1-d9e21f2ca88b', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x117f6f3904f76867697922924ce1305c99274856190fd43d24830949bc5f2c51', '\x4d9783639ed85a7976a02c30d52e338c85dc1d5ff7b460f9d52b37643a2b65c3');
INSERT INTO public.ledger_leaf VALUES (98, '01a2297c-8e89-789f-8499-8dffab726c51', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x6e1e977106606d34d590f8c2a1a242f80a52b0efe5bf51142a626e9988510d79', '\x8ae1c3055f61550efe8029003762de4d7c9341d2608c8661f17afd517973fc92');
INSERT INTO public.ledger_leaf VALUES (99, '01a2297c-8e8b-7313-8ac3-76cb03e2fa28', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x92f25e66b418c4df9460222addd51d7b793721bad31cb2686b00f4f3fd87368e', '\x451d622eda348951970341eb9f6135510fa33bdfe9946585a9cf1fcf43e0315b');
INSERT INTO public.ledger_leaf VALUES (100, '01a2297c-8e8d-73e0-a13d-8f01a1b9941d', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\xe2000d2b12aa25060f769c8a47c4d3cbac3ac41d010053990979ebdc39eb34b3', '\x16e986d6e6287bc869fdfbd249493e32ef52eccc80f55ab25d7c4143466b6cfc');
INSERT INTO public.ledger_leaf VALUES (101, '01a2297c-8e8d-7562-833a-5fedac0241e6', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\xd6c0fb6516b1d7717bf8a4ee2b6b0867dc3ffb1e061fcfb2a41fb3aa87809eed', '\xd6b6e65da9d83608f9cb5ead2966f9cafbde9d15adc5b25465c99afe26a0225f');
INSERT INTO public.ledger_leaf VALUES (102, '01a2297c-8e8f-73e0-b919-678046214587', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\xba597daa0fb14b3722b7cadcf41064f357be8f5aafe6c93e370d89be8ab1ce11', '\x280d66dd06727da07e09cd58f9ff122b87006502dd32b229aec1dccd7fd76a86');
INSERT INTO public.ledger_leaf VALUES (103, '01a2297c-8e9b-76fd-b249-fbfa2829eb09', '2026-11-23 02:09:00+00', '2026-11-23 02:12:00+00', 1, '\x19cf250dbbf02573042ef47060b376d9edc16c31cf80733ac8fd7dfe2648b5c6', '\x5b26ee14ef9278be486df602737f628cdb0fa70ca7637b1d1b4020719433d51f');
INSERT INTO public.ledger_leaf VALUES (104, '01a2297c-8ea4-7800-925a-ccd5764a62df', '2026-11-23 02:09:30+00', '2026-11-23 02:12:00+00', 1, '\x1f7e6a34c56f53eae1eb7a2796f7b810c73dc99b68b7f49060b58d29aeab875c', '\xdbb33572b3412d04f6b720c630d4bcd166ebb7e90e7eafa9bb814190c586f568');
INSERT INTO public.ledger_leaf VALUES (105, '01a2297c-8ea9-730e-9398-5680c3b9c5c8', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\x6bed6ae2d7e93e8e35903d4703fb4469f7e6581c1970a220b8a960cc3cddb198', '\x759e0d4d8e9f3437ad2854609e4b48a0f553c2bbae89f50e8d66608dbc482d89');
INSERT INTO public.ledger_leaf VALUES (106, '01a2297c-8eab-725f-9cd6-a59196fecede', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\x3152775287c37d81c999a859a2d8841ff72fcd4723539d8b3f4c1d3b3f4539aa', '\x104fa50912fe7f7a15fbd8c1d058c5264c65994f437bca90b84ea732cc608058');
INSERT INTO public.ledger_leaf VALUES (107, '01a2297c-8ead-7be2-b6bb-23430395f069', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\xde62237fc9d09325c523b0d57c7faf53abbaa58f9b87c1a2a353511a295bc24c', '\xd3f6b79c4dc19ff0d20176825456705c836c45d26c59dd4090df8cbe0d5e6b94');
INSERT INTO public.ledger_leaf VALUES (108, '01a2297c-8ead-7de1-bba1-918b7555652f', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\x5c1f144240fc622edb2151959fb3097000ff0150e6a82e121186ef3a4090cc02', '\x08bbaeecdbd8ccfd345117f83706cfda7ce12f8a9ef90a740468a0bcc35c36c0');
INSERT INTO public.ledger_leaf VALUES (109, '01a2297c-8eb1-7cb6-8524-a7e00c15835c', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\xd97f35e13528977f78b37eb6ec2566b5bf63b8c30ee3317619bfa3cecc5ba869', '\xf06744cbaceb4e46cbc1e9abb1845573c31ccb889a7248d57aee5d813c50f11e');
INSERT INTO public.ledger_leaf VALUES (110, '01a2297c-8ebf-7217-a3ff-0444ff1e3b73', '2026-11-23 02:10:00+00', '2026-11-23 02:12:00+00', 1, '\x61d2f91487705490ce826e7fef1f2f29d85cc7c63370c6e3d7df00dd1b25e2ce', '\xd500c73c4ee0a181af5e4d3a0ed5417d3d132d100137b64eba5e2b8e1df712e2');
INSERT INTO public.ledger_leaf VALUES (111, '01a2297c-8ec9-7807-b0b5-e70ab89c506a', '2026-11-23 02:10:30+00', '2026-11-23 02:12:00+00', 1, '\x7d502db277501c9a7207c5dd51131ed6d26e2168c150e28dae2665d536100509', '\xcce3a0a61fd0e381c52872f2c56fccc9c115982f03a4e65f2b4f3cc04394bfad');
INSERT INTO public.ledger_leaf VALUES (112, '01a2297c-9095-72fd-a984-77971d4a8d33', '2026-11-23 02:11:00+00', '2026-11-23 02:12:00+00', 1, '\x128653c0ef779804a61c3617573232119ceec6d7b1a921a09e1a5f79c4985f7d', '\x65d924aa9aab7ebf29799db61e06a202f7e3beeef8109808055bcfa7ebc89a99');
INSERT INTO public.ledger_leaf VALUES (113, '01a2297c-9095-79d2-a1f4-f701c1617935', '2026-11-23 02:11:00+00', '2026-11-23 02:12:00+00', 1, '\x125c0b04e0fb4a047283834e5226cc9f74ce7fa7a2ea8133fc22c1ddcc010158', '\x05cd6466fe2772660e2d75536cc7f78108987e57a28b4b32523c687ec77d32bc');
INSERT INTO public.ledger_leaf VALUES (114, '01a2297c-90bf-7992-ac0e-9a81088aa66c', '2026-11-23 02:11:00+00', '2026-11-23 02:12:00+00', 1, '\x5a3c7bf277520c413764a2dd30276d38db59a017c34256968d05b5146dd44f52', '\x5b5d895c1efc7a719d15c4fae41535d24abba7c0b48c183b129307bc05fe751d');
INSERT INTO public.ledger_leaf VALUES (115, '01a2297c-90ce-7032-9247-d37f666cbdcd', '2026-11-23 02:11:00+00', '2026-11-23 02:12:00+00', 1, '\xee428eaf4048498c6c66eb3b63f392b61419c20d71094a0f269465a20f66516a', '\x38c3eefa773a53cc53522b336ddbd4cf842d17376d66d8511457cb9b474f4429');
INSERT INTO public.loss_case VALUES ('01a2297c-8cc8-79a2-a350-424062e2bb96', 'BM-4YN8-T1BD', '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'lost_control', '["phone"]', 'hotline', 'open', '2026-11-23 02:05:00+00', true, '[]', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.loss_stop VALUES ('01a2297c-8cc8-79a2-a350-424062e2bb96', '01a2297c-8c98-7734-b7bd-1f15a37f1e54');
INSERT INTO public.notice VALUES ('01a2297c-8967-7eca-b940-b3b5e95eaf49', 'mail', 'queued', '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', NULL, 0, NULL, '01a2297c-88c1-756a-ae3b-728111576018', 'credential_added', '\x01d58c09efde0230fd2722b97702f64d6c584814fe4358d0c43d8532991f8ae97a84faad98aed25745ea346e4adb9e30cb0a908a8054e58da8fa3d9e0f75bb5143ffb2b87a4919f88934021fd7fbca99e36d377e72019ffb49f5c778abca9e388d7e2b12696060a219ec355e8477da8fdf7cb2766dfd0938e5a275480ef125b2693883aa1c6e52c8f30b7597155b5cdc4215f211ea7eb5ec910cecba42', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8995-76f4-99f3-2bbe58cbf38a', 'mail', 'queued', '2026-11-23 02:00:30+00', '2026-11-23 02:00:30+00', NULL, 0, NULL, '01a2297c-88c1-756a-ae3b-728111576018', 'credential_added', '\x0178d825684d66b1966f3919980f802a2e850db2676a9cb9b16ac638127018e5541e97a749223df7f569896dd43a03beedbaa2ec47a5fba7043ace9cc791587cac4ee00464f83ea4b96c04e4b80e374f3963c243befbe93281f3b32444134e8035217cb96ef3cf743af9a9586610349924b111bd1a431ae60c13222e01993174000d0baa3d09f72488d9c7367f57a47c2f5c25941902d097a3d148a7fb55', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8ad0-7e3d-aca5-e1b17a6c72d3', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2297c-88c1-756a-ae3b-728111576018', 'first_sign_in', '\x0137e3060e36a5211f84cf3dbed609bb4e51c11584b047a1d952f834f7f1e44eec3e0919d082534858a18364c10bb701fd210a54f75d1b74a57b4ce453f2e53b83dac040ea466a2f79f1b6a31dcd9b6c0b589d477985dc84455a60930f94f9d12cd2030fe72738a3fef28b20f2adb0a17f45287c88eb447477119a313c7f1d471dce7b219ff1f87b7d3f89933a9694174379ea2c955b52ee59cdeca7e782b2cba795b58a7fc5d87d', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8b29-7cac-98cd-80c99952e559', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2297c-8b15-7990-a8e2-45a23172b244', 'activation_link', '\x0167dba94cea313dde7e5e71f8d293eeae9d8547ec89c78ccb5305d6d416d29ab536031e6b6501bf5a7cf856a9f0723b0ac0162aa05e16fbdbed4779eeaf7db1a11aa943ab053027d5ceb9c4bf15c1ec12079affe33b45b70410b11bc223078d2ed15215a28a863cadd3c40ae902929322c87e90b0fa0184', NULL, NULL, 'null', NULL, '01a2297c-8b26-7e18-a34d-dcf8d8c8e56b', NULL);
INSERT INTO public.notice VALUES ('01a2297c-8b54-7e19-962b-9e0544ff324e', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2297c-8b31-7314-83fc-3909fba74a5e', 'activation_link', '\x013c11559ae63500b028a3f2dee4323a0f525f1bd693eef66b893fcca47165a7824a74b81f347e83b29b13053e750d95c0de4f3697f4251db92df079fd7b29aa1697b10133938551f339fbd3f04fb1a5ef283a017bc928a4e6fab1bfa1563dfadd2173d93b4a740041eb50d0009807aadc5e8fda4bfc8791', NULL, NULL, 'null', NULL, '01a2297c-8b52-7de9-9c72-5120863fc52a', NULL);
INSERT INTO public.notice VALUES ('01a2297c-8b9f-7333-9696-8fa4422eb863', 'mail', 'queued', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, 0, NULL, '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'credential_added', '\x0125b27aefbbb3c35a74a7c162227c779369fc3118162ede4e98e61b5d773adf641e95c75716ae94f20e148de1bdeb945a31870460762a8e56f6d318b30c0ca6e89745f475f31813819523417502bc40fec1109e9f4f0fbfc88103266e23e57b2ea93ddce8db11803ffef2df2a73f644f95e583c878e5e01c4cabe398030f120a2e301f2d0a5fcb752a45bd35afb63e8b243acfb0556926e0aac04012f', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8b9f-7c75-b7e5-a31f9b695fad', 'sms', 'queued', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, 0, NULL, '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'credential_added', '\x017189e6b327670db6642d93b707d6725dffd77f18d1ddcbcda7edf671cbba76215ae375f92f53160cf5b77064b491cbb490d3994ef4dd6cad27a1c934a6e5e516c56333ae5e3fe5d74b574252adca174605cbe616f884aa9987a68234071e632a8d292a50915e40f0df005618a2a014ba9b7cb9301aabc8de4b8ee19a66074499f55bf02f6b0a811baf820251dbd8c5574b2f2cc489aef9', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8bc9-780b-b4e1-669c5f27df20', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'password_link', '\x01a85d797e93d0382fdbd87f5c9b0dec54f1073bdff16df6f5d4f6d90d55d016714060bb02767d1c5a1f6857f2f2230a8e914430062dca50ceec7b86b83699668d8b64b08a4e1ab4e9a2833ffa9b3e0bbe1e9cc4f74f509c52f83ed011e14328952ff2a53dafc69779e68f8c73da4c410798dd5c61659b170a142752510171d963be5ed9', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8bca-729a-a73d-c5de8c94e146', 'sms', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'password_link_code', '\x0124c2b71a9d8445a0f529a59efd568711eb10992066a4fc940498b3392e610365884961761df6fe702afbf88f9b7cff28f375f98d665f054f67914b4fc8f4904a353de2e0', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8bdd-7e87-b90b-dcdc4f6133ae', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2297c-8b66-75a0-8f83-4d6df34b9658', 'loss_link', '\x01bafff565edecb0279e74355bdfac7b31905707d9772f8c620c15b3c92210f39714958c3d5bf6933cea75aa4d88818736ec1ddb28b55fc8abaa1d6294ddd4ef1a54d7f75f17689967f4ece1102679d9f3ac95373dced50b4754bb9ee51c831ea2cee1ca4584646e853806327538525b4142447a8a42048c83f0029fbe107f25d1007f', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8bfd-7fe0-9f2e-bc7fd984e826', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'credential_added', '\x012095917b4252b23dd8e3f0fba563739b82b28ce4adc1ea4f6ae5497e30b88bfaf1f2b1a99db3d6d8e71bba41e8d0c0dd28416d5c806dec73bf7acb490b937b30fecd1318bc4fea50171346611b95eaf967699dc06126dbc3f3112198ed795b948cd09647eaeeccec38bcc4e125fc3a876a63a970b5646d2b5c29d77b74ae81ade5b81a9f094560e2f5d6743342f36dd50b7d0aca4aee14f85481', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c12-7120-82df-6d6de4d3852b', 'mail', 'queued', '2026-11-23 02:03:30+00', '2026-11-23 02:03:30+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'credential_added', '\x01cab0f096e0dc763818f1ce655e56b590c39bf23a36904db4de19690d48744fb8089edbaf746e6c3b90f87703db613efa066cf0df8209c94a1a78eb4440b5ca364524e2c241202b6f70e16f1b756a82e6e052bddf47d145bf08e085db1c72e9d22de1df186aadb37665749350fb1875369885897ec66c44df38347936b6577c92d678cf525a8f9e199db6616019c93afcd5546dd23db784e14ceca7', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c1c-70c5-a0a6-ccd067d963c5', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'contact_code', '\x012c8ac48102d8276be8adf0ce380c57cf8f19a4e02144b52c9e1e5f1c5b1f840ce5fe9a0468996700905598b50ef3c3ac4a43876faa6cecf4f7225ff130c4c95b92a92cfdf69ea746', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c48-77f3-9502-d8fd8cc10fb3', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'contact_changed', '\x01c96f1f7e35fc10706e139cae0345566eb266853754b6c0c5a604876b5afac6a8140c6c6d996225b08e5c5964e592481f2f40c21e286ec4e5a547cd210076ef5456681a4eb0fd790c9289bb9e59897bf9f31ac6c2557e60d124f54978654288f05b2f31f3712ab51fb36f8dcbb887e9cea595ca658b3019e438bd006a16823ebe43e13930c3e5817f5a7a5865d111d155f54803d3ada2b6e4b9c5d7f8944ce6a7644cfb6ee4b0629fdcfa0b22de841e324ff88b65070bc16f3be8d3519d1309f4e982d9bd1a9a5d5cab53f8929e240f2cfc786f', NULL, NULL, 'null', NULL, '01a2297c-8c2c-768c-87da-f197833235b7', NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c49-783c-b9cb-7964e8b73c6a', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'contact_changed', '\x010c1c07f3ea010aac329b498717d2457f5aec6e33d2bb29899eed77c89bdc0a80276e75ef986325b72914eefc13ac2e41c246799d886e664096af0073c505f3aad372bbc1ab3884fe317e5394ac28fcb7b4dc4f19a3b447327217a118d11e7f32ad2c86c3ff2bc496e7e30d556a7ddf98817ae8698c5b33c19273e3370a21949568e78c4e820c42bff72b0ced1124b9ad86d57619efaf097403703b5afbaeec98a0b17341f060ddf9f932020131f36a715ac5a9c53fdec3f018c9bc522226010a1edde6f54fb6b79746260b4576b326a3048b6b87', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c5d-743f-a2ce-9c92e08ee2fd', 'sms', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2297c-8be6-7162-b495-b569b0dcbc6e', 'contact_code', '\x012bf775b3b936552c3abc938607f34c275d30681f77601a5736484cc76fb59f4b8c7da8770227fdd4c8b7a3d2a69874c15386054aeb84c32ea022c21b355e059101a9f613', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8c91-741e-8fb4-c1a8f73d0a30', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'credential_added', '\x01893ad9fb9b662f1b49db70c73ae79360eac8750835d9fc35cd1383fec928fefcae8076730b1684b23798f5a59f170d789a6df857813ce4968ce8fc419e2f097daf8eb972298abb0dc8a079675849e34ee4ae9f23869d09fb56e7ba8c3c66d2cc6fb0f1fb3a539e4bf93c6d05446697ac0586975e3de0a39276fc6b06afaf551c8e966a60c895ae28d977bc3c90478d1eb8876dceda9ce8717f6d530dea6b8bd6b72a57be7e19', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8ca0-7809-b571-d91cd32c6ae5', 'mail', 'queued', '2026-11-23 02:04:30+00', '2026-11-23 02:04:30+00', NULL, 0, NULL, '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'credential_added', '\x019e5ce4101c9679f530cbaa2b0b52c32526b0bb1e836dfadaf23371d1dbf42faa6b54819566174072b881ff8fd3fe6769e522b05ae02b762a2d21096020ab2930d61551b55a22532bfad50cd5e17fdadb9ef2d6281e1c4da8886b6a09b7cdc504df5663364cff58fc277c164604a690cf556a521bb9a32307129d67d706906e2f2fc4d92f3d1480dd10d8080772a458d0447fc1e5cc42226dc614ca2d82845de0fc4f0509a8b626', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8cb6-7cc3-8abc-ad7d7bdf024f', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'credential_added', '\x01e627ff6105bd6aa58512c1936ebdf5b4a81216169a4a233f8ff41284283ee727b49963e59e4258d33256540ff57cdd845c2aa55da1d387e3974f10b31d71fbc9eb37200cf0ceea86f955319daffcb232122212f4ed6a82366a76a0b479f5fe2dc77b8f62bc672f2799157fb5141c35b1acd1afc95df35bd2f336075d8d9ea81a2cae0f8868419e0ab3c8978aefe32388ef402da784eeb4b35416ad579647c7ff0b30b7a84008cc10a85348a0', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8cc7-7bbb-9e4e-5725d0f0eef2', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2297c-8c65-7359-9f7d-9a42652d91a3', 'loss_stopped_for_now', '\x01c4c68360b02462a44896e3e5652e99c4bbe651e289e7811a0925af76a3829d8195c663463fac9f003920df2b14f2617a38b0876f7b1e7ce8e9a250f05462d1c80747d16ac4168dbe8859f80d1d53a489aa25fbad3ff85438f54b6c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8ceb-7814-9e2e-f86f979d8778', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'credential_added', '\x0150e9c1f1257baaced370b915abbd38cc19542367511c888f62954052cc8b54502b776aa21757ecf6252731e47b96f6d4da1cc1d4e333bc98519e29da7a44628a9fbb9add979253ca108134df2405eebd02fa08f90b252d4e5a909983b6189327295fd6859daabdae249422709242ca7450fe3856f3db42c35812634c78ec6c3ba25b5bcb52f50ae650036a259433e5483212efb62aec3fbc4f685ceb067b92041b55f14b883c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8cfb-7ccb-b406-95c414df2313', 'mail', 'queued', '2026-11-23 02:05:30+00', '2026-11-23 02:05:30+00', NULL, 0, NULL, '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'credential_added', '\x01c1127e93aae8c50b081867f43313569bdfe5f89652644c78d062e815c5098ddde765344f57b54a1052fab09d48816aa11f5ad2e29c89180477e14e337988768c711ac74bcc8d564b7bc40deda8317882cfbefdf1c173490cf0723c7176e7a4966522edc75344fec5f3c70768d6a39afbeaf4c2063be31fa67c80c6705d430e4a3e6c0f1adc16d7df742ba8e7ea5ad47320b30bf07e1eb21a2c96aba02555ebba6f7cb2c6cb209c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d1c-78db-93d9-3af69152bd08', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'credential_added', '\x01ed1990c1fd383a271af79ef88d29c3af4280c4d6c3c3d35f6749762f1e1684646695d12d6f05acc0d066c062c7b5c3473468c93da1623f4e4323efc38c03734b085cc3c17c827f3e49951f67122285842650a9eb61c132bea125205abde7c79878b33fb1f7b15ccf2d02b0451da7059e808a035cba14cf7c63d271b0f70229c1cfe38057e22aea51c2b88198ff1f4e9f86d4509f3f097c47d401673577bf3faa5493f29bde609322ba9e', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d31-7eaf-be3d-a3383c8535b4', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'officer_appointed', '\x01792c86f6f010c9b997410b9bdfab5aff3af0d8349a0d6d3c2e2490df220c1dc2afc897872d187fcbf0dc321c58fc65133650bedec75125cad50d25e1feb967328bff29c9f59337eb0605d06ddfb8912ab09a6eeffdae57cee1029389919285a0eac8c279e186d659191a35f23cfaa97968a7e1a9907c28739a411291a81e57dfe8261956ddf539be33a9', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d60-7e69-8167-501df4d52315', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2297c-8d34-787a-8686-ff391a8f4938', 'credential_added', '\x01826ba58cded51e07fed7755194c91721028284e48b6d102dd944ad923dc33b7a6ef83cde3d19064bf340fdd7c3e2cca769cfb2bdfaff49210c855b057423659bb1c2f89198ac8e46aab40357c23b539c1635a5c742e8e78141ae178e1d977079e6fe82247eee45243f1ed26361badd4714fc7a841d1e86785368f16812c2b18a8adfb7e30a13f789073091211891729200b60b2538f95f4e1f482f57b49a4a505878a7a22845', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d68-7d18-b949-2d50a98129a5', 'mail', 'queued', '2026-11-23 02:06:30+00', '2026-11-23 02:06:30+00', NULL, 0, NULL, '01a2297c-8d34-787a-8686-ff391a8f4938', 'credential_added', '\x01e19dec6c18b84ffef8cab4915ec2c5b9a5a2881df5a70ec6b64fbd433720091cfde3b093eecb8bd915f96569e92c273ab6219a4250f2dd8ccb8ec0f440a3821b007a45bef04fc8f06a944bc9e4148aaf544791774df46a055d9121d976c2d4c81476d92da5a862c18750ee5148fdb9c39ded7af53ae6bd22633d4037e7195d85bb770632a2624acbf84980b55c2625434d528e2d37186ff565283e68263165878b4301d062b111', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d71-7cdd-9516-4d07929348ae', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2297c-8d34-787a-8686-ff391a8f4938', 'credential_added', '\x015b4ca43b6f364b4586eb98c43bc80122419455179159ce967f50710d919d0cb31467df1707d269e87ef4e741e054f93e5ffe5f4c98e2a8745b2448ace122939985f88e84db9ddadad379cc4a51dc497a252ec5d50a8472c74069d4243f428ca00d8be3ef1a85a6b133be13e200e28f77c55e8808b8b6eb90f4be583c908ca0dc7174b4d85fc191799a1f854597a27c60ad66207c62f61b5d282c36f4ab559f3484979aa9af7927ae3a6c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d77-7959-b232-1989bdf36e98', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2297c-8d34-787a-8686-ff391a8f4938', 'officer_appointed', '\x01ac96504fc433f2094eec219e86decd28c700cea09233fbde495e9f753dd71900ce2048d6924e620ddb56e3824ee7faaf9ad9b413de3922b62b23b07bb984d33d2870219e37f0495a726038e4c11f1b43a3abf9ceb9ec44e6e22aea45b8c97ff6e3975f6f6afec3a68cd543fd1f31180cb95f5198a3e350c193fd7e1321a75a3eb0b18ef8225b04046a5c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d8b-7ec3-a2f6-1d7b5a996839', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'credential_added', '\x0153a02782711a683856aa0c227e6522475003958342879709472ff8571062263bbe0a1444928c9453b015faaa11c5870195c53e79a1e4c6c3dbfe4162231fa318a51cf23e7bc93db7c4df5b4f81f6ce4c7a43c993b86c0ce11dd094564fde1858a674077e83c354141ea9c764ec547a8cfe65a3c950c7f1ea717f9945a7f402bd42594e76e3a7e5be9a3437e969df3bc3e7833561a7e389fe9ede17549dd3980dba05003b8e23', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8d96-7303-a72e-1ff182013e1d', 'mail', 'queued', '2026-11-23 02:07:30+00', '2026-11-23 02:07:30+00', NULL, 0, NULL, '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'credential_added', '\x0167f5291d5e51059bb39e499db56dd2bf48fe3127ce2c40a10281d4938bb523492e31ece2dcf24a23dcd5351f2d2617a4bb9a2a2178c0937c9a5d43ceb5832adad6abd7306dc609d0c43dbe16bbcd34da3fd94f9e9fea7d9791038a8d876a04bdfb2841762cba2583cfe943361e15359cb99d05f4d3d83b34a676cd172962e20aaaa1085c2458fa5fbbf5898c162a3699c18025d209778a1fde12bfafb0b4c5ffd90768c080a062', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8da0-76c0-a6c0-3e023e5428be', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'credential_added', '\x013b38a6841f210a21021a3c8914d4d6942d2dbf9e10d99e98dd0e211aaf812fa6c8a1d3d83611b555a85b2c7dd71533fe5646192598586375acb8708cc0dfe930bd563242e3bf389ff7d64cf4543dfa9fbb8811f5fa7606769640cd7e800b470ea898a5333e3df54024216d2159ba2f4cd689a511d26c65db8cf1544d639c11e37b4563d89bd1e8cc4ac57234278a0571f87b08130b13b30e0305d00729df0940670f5fd13c796c7d0aaf', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8da5-7ed9-a5d4-dd62a8d7336e', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'officer_appointed', '\x01ea47a9c3e3c45ef459c04607699d7d1985176e953be5cb4bfb1cc3988fbece2206552a35e2a865330966dbc467e28c0384f7c9ab64545bbaa2a549f5d953497f723a9df61a5658a1bbf7832426da85b5310e463a571459a80a5efae171a18ebeeedec910648fa0f0d72beed7cd3886d3b8ab3cbe6dcc1903d630d7e27e678fde3c2acf667a4bd8788aa1', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8dce-7dd4-914e-09669af8dfe2', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2297c-88c1-756a-ae3b-728111576018', 'person_looked_at', '\x01eb70bfe52cf8ff5338acb015e4c0a18c86446e57836b65560e7b0cd45e84aa106a2ddf2d13ec3ea9b7906cbd7199dfbb7e466faeeab3abec18fdf78ba2611392e672f3ff708d1933f1b9cf34f08ae5f4229468e41cd19697ad2d635a1a65d615e851a19b4bc17ee23a85c9f62b3c7908cdf31d57407aca48ec2e56661c2678b59cfe2d5fbd971ef2e81b28a9dccea44219e03af0e546d9bcefd36b58cb2a8492bde1199488fe97497b52e6f4835048c0c3a8a26278', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8e30-77db-8990-bb822f206306', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2297c-8e19-7206-b776-c4c3194b8e82', 'credential_added', '\x0165a2d104f4652c4e75992f6608eddea33ba9439e1af606df551bed7a8249d5e4bd870289311f8e0460f58e14f63f480fa3e361ebedcd3378db0ed0788efba47f3e490083ccfa5a61ab22f1ceafe2c37863daab7013dc444fc96136360bc5e30c8b479c80e392851d2e52288b6a95da683a5359ab53040661ffe33db2faadcc2523a4e265515281507cd2c0744c833a6d6cb30b455f05a74ffbfe424c27dc24b06ec9283c8c29', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8e3a-73a9-ae30-54b5ae43470e', 'mail', 'queued', '2026-11-23 02:08:30+00', '2026-11-23 02:08:30+00', NULL, 0, NULL, '01a2297c-8e19-7206-b776-c4c3194b8e82', 'credential_added', '\x0105970dd554465131fca1ffaaca0e935d33759813c8b609e662589f98e44e210edf5fe8383d9d5c661fa53426b56c89e1240a9eefa8a2a723a528dc6a521e56cc024dc8b84e85889eb0309f6a5aa3f8d04610de196ae3ca72cac4057d154ddeb866f2284f3e12a5078646fbcf42e20a25cd8c29ad7cff893d07495d2bdfa961b94a78b36b3d64ad34cd22c647d0edb84147a3d2a14c90ccccc098ffffd7a6842406c908eefdfced', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8e9d-7716-87ca-da722119adbf', 'mail', 'queued', '2026-11-23 02:09:00+00', '2026-11-23 02:09:00+00', NULL, 0, NULL, '01a2297c-8e87-7646-9519-3c4a06446782', 'credential_added', '\x017ed708e00d4321bffe24f35adbaf68c3a0990e060cb971bc5dbd9fccc1b78bcbee5559e7429169354622dd8d16e7082fb151512b3fb104ad7536346a279d3135f5145cd259027c90d4e158739ebec1b350c07fbb516afab20f50ec86b08b38ad1aab683ad034feca04200859183c4d775e4749be3b095cbd2181bbf0bf1dc85f939158abc49757289093b8aa05fa8af7f12fe9794fb28d5d23b7058413bb1733707a3eeb9cfb', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8ea6-72a0-b682-ab6c70344842', 'mail', 'queued', '2026-11-23 02:09:30+00', '2026-11-23 02:09:30+00', NULL, 0, NULL, '01a2297c-8e87-7646-9519-3c4a06446782', 'credential_added', '\x0135eb902d83955478b51159a8f0eff100d290ae80c1fb5756b3f4658bdaacf6f559f79443a6a1fdff5f430f349362563e052269188e15359ea84a960ee71b0131fda6f689ad2c2e7db1011177006e86ae040b4ff031b452443cbb46c17e2dbbaeb45173168bea14c7d2dabb6a80e443ff4f55d76db3edbce9feb262feb7159e944c9cdeaa29e199354a6234d4a192e2cc40bff58a5f5e359cedde1a81d7a315f01b3306e6acb793', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8ec1-75cd-92b0-4d99b446717a', 'mail', 'queued', '2026-11-23 02:10:00+00', '2026-11-23 02:10:00+00', NULL, 0, NULL, '01a2297c-8ea7-7235-97a1-28615b0d8097', 'credential_added', '\x018602fcbb115f5f09c47b4f5650c315d481f0d54da197a2a5fac5ec99ab3f852e1eec0b071507e379b49816ec9c377268c9c19eebe8ba415e6752e767c7cff8cd38c35b075178cf600a8dedf09222082ced608f58c396d8537ff587a255cc5381742c304e837c4101cbd2c9c61eb8239d317de431a400975bbc84d75f64f4f9e96fcd85e25263f3c2dcb4fcb9f3cc2730a560489cdcb66815045921a3aa7ff1bc219f3ed62759', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-8eca-7e87-b5aa-70adf6bbf2a5', 'mail', 'queued', '2026-11-23 02:10:30+00', '2026-11-23 02:10:30+00', NULL, 0, NULL, '01a2297c-8ea7-7235-97a1-28615b0d8097', 'credential_added', '\x017872a4ea88e5d531f9bff43db6264077e074b18022f5a62120642f3474928854d50eaada59060b177d0873ff979678be8947436f0719e466415274c2f9ee3b73e5c5db76639c03027a9298d8dc371b18e15957e87eab500b69d41290285ac603c24cb4a1680a4c5dfbc28bd811a0fdecf3b9481822461b4de55f284f2abbafe0cb7f0c221faf6341e6cad3c3cc520cd246c66f83ef073b2d622aa269177952e22e39788e994461', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2297c-90c0-7af5-a422-013860efc5ab', 'mail', 'queued', '2026-11-23 02:11:00+00', '2026-11-23 02:11:00+00', NULL, 0, NULL, '01a2297c-8ea7-7235-97a1-28615b0d8097', 'first_sign_in', '\x019ad4eb66dffd9cae98ab5a3f8f59b69511886fbf4b54e0832621f3b92dbae5ecc6f9cfca87aaae9a58eceb7932f7ff7567213993e188184a080241a5b49dec871a28ae77e2e568dda6458b08bc04c4168c1ef6db6565e969c2e5bd5bf99b9ed93ae0b0143e7c2cc25fd33a22b26c1aed75343d591e46eab1892d67061ac402b12a10be933524a6716ea8cadcda6a5b9fdd9e6c5fcec3d43f7a7d3c64fdc1a1740728b5ffaf45e1286a18f9d236', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.officer VALUES ('01a2297c-8d1d-7550-b927-fa97e3c3708f', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xae7e736c6d1942cbb83d1cefb429c1afc5ef2a82fd407f05f885b1563212af77', '2026-11-23 02:06:00+00');
INSERT INTO public.officer VALUES ('01a2297c-8d72-78fd-af69-f0c0ae916880', '01a2297c-8d34-787a-8686-ff391a8f4938', '\x137ffcd9db73598129086095988ac3fa9d52a3a72563fe7250791c5cb99e4ce7', '2026-11-23 02:07:00+00');
INSERT INTO public.officer VALUES ('01a2297c-8da1-759f-8e20-8f3536edf55f', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\xc72ec86f666dc5d9e3c6f906e59cf9cf3fb4650a0077a4928b139c88e0adee0a', '2026-11-23 02:08:00+00');
INSERT INTO public.passkey VALUES ('\x9977471c67e7d3b2fb2317d8678fe7424b46ceb0558febdd6505d54e88383638', '\x54c7291f9d9b9a25d89ac450b0cf10c2275534358e9027d3c10947571dbcdbd9', '01a2297c-8d6d-784b-b056-bed5cfa02713', '01a2297c-8d34-787a-8686-ff391a8f4938', '\xa5010203262001215820cb72afb7f1a5a5c55b019b0660a127f1255dbf7d8407ebfa888f010bd5694ba8225820c3ada04dde364683ec6b9bb3280d10df6689e2a6676947b528a43447daecf8f0', 1, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey VALUES ('\xa67de01a07c3b59dafc03b3d0f44775100f5402b6be0589bafc7896e8a6b8836', '\xd8a85f2370ea638a7cdb1807010f08e3fec672214f482163059eaeeed29d54ea', '01a2297c-8d9b-76ba-874d-4c8724082c70', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\xa50102032620012158202ed6cc4b4868d1531b7f23acd9601f1f7982c10fd2201ef4a253003e99c9c4a42258208fdfd61e571f93b8028c3e379e18b315ea5f71bcd9f57578c4cf23bb1b37bf73', 1, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey VALUES ('\xaa0c673437c5cb866dabd974f0352d20783052283b5695c1e69d7c7946f83a4f', '\x331eb74008c809f1fb024c421f58a761b1baa80021b53951a0aadd8a26e3cd9b', '01a2297c-8d0b-7943-8b46-aaebf063212c', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xa5010203262001215820da182a90a21b2b5e6597cb5ba0c27ccd81f82e7ad495a021197c529bbcd3949f225820e31cf332ae319dfc83367fbfc7e76dd324f20fc1a8182f3ec80449d931b50fe1', 2, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey_user VALUES ('01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xe84bed06cd21012a561c1918830f73fea187e660b84e7ffc4fe8ca64629e7548');
INSERT INTO public.passkey_user VALUES ('01a2297c-8d34-787a-8686-ff391a8f4938', '\x7d06dc117dfe0df3e9ca42739875838deff49b0045d95d655c4a4e8e2c77aac5');
INSERT INTO public.passkey_user VALUES ('01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x69b8f71d5ac2e2e910f7e9005c40ac5b59d9b85a823cf38250fccfaca3ad9492');
INSERT INTO public.password VALUES ('01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-8915-737f-9147-75371c14696e', '$argon2id$v=19$m=64,t=1,p=1$foiXZS2Gkc8gPamlS9+wPQ$btox28hsMJ0z9XC0AvLbyEmmH0gaXAhBppMgoQ+QslQ');
INSERT INTO public.password VALUES ('01a2297c-8b31-7314-83fc-3909fba74a5e', '01a2297c-8b43-7d3b-a38e-8b237c1d4739', 'pbkdf2:sha256:1000$salt-of-4-tests$01a28f070b171e02a916378ff075c53d6ea017d849d476c9bad2261360db2802');
INSERT INTO public.password VALUES ('01a2297c-8b66-75a0-8f83-4d6df34b9658', '01a2297c-8b8d-7d61-9e95-3f53af0dc7b4', '$argon2id$v=19$m=64,t=1,p=1$/SIR+VCbpgN4ChNbHoGcnQ$87WkkqUagJ68QQcyLE6rL4HTM9esJNcp/JBbuq875vc');
INSERT INTO public.password VALUES ('01a2297c-8be6-7162-b495-b569b0dcbc6e', '01a2297c-8bf6-77c4-8680-0cb951da63fb', '$argon2id$v=19$m=64,t=1,p=1$hdit/7rWwz05MiyREBgXqw$L9MhOaajbTcNTEjJHjdRJunMzA8eyoZUslkyDPOLsDM');
INSERT INTO public.password VALUES ('01a2297c-8c65-7359-9f7d-9a42652d91a3', '01a2297c-8c82-7cc9-986d-7d7a1398c6f2', '$argon2id$v=19$m=64,t=1,p=1$YCjPuN+c2FxrIH4IX4gxMw$QZSEd0eQKpJx9aa7MhZB84qiCaWhzES4jomeO7dDQNE');
INSERT INTO public.password VALUES ('01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '01a2297c-8ce4-7ecd-a8c8-743f11b3a188', '$argon2id$v=19$m=64,t=1,p=1$WplIBQQ1TwhoB+IQIqnLDA$zMzAtOJPZDGy8u2PBUCl4dnEiphnjccokz5jH2IpBac');
INSERT INTO public.password VALUES ('01a2297c-8d34-787a-8686-ff391a8f4938', '01a2297c-8d55-7304-aebe-bdb1f18859ec', '$argon2id$v=19$m=64,t=1,p=1$VnInpd4BgxOsoDMyMcC1fA$R6oL3t6UQZciuMmI08aHm20xs9WJRRvu1sWhlFcbo10');
INSERT INTO public.password VALUES ('01a2297c-8d79-72e7-b06b-7e69e3c8b147', '01a2297c-8d85-7597-80f1-c8f4617bf5c5', '$argon2id$v=19$m=64,t=1,p=1$A8A7IBg7MTRQUc7d6bOGCQ$7tWCvTBTVoNGJai5wOvwiEK8QNfqzODV+Jucs/RtGQA');
INSERT INTO public.password VALUES ('01a2297c-8e19-7206-b776-c4c3194b8e82', '01a2297c-8e29-78b8-892b-16accaeb958b', '$argon2id$v=19$m=64,t=1,p=1$+eItdNUx4+nN9TeNd7uGPA$E63+P3jfLdfVrtphQuqgeith3eOhJc5yH5+ikUUiupQ');
INSERT INTO public.password VALUES ('01a2297c-8e87-7646-9519-3c4a06446782', '01a2297c-8e96-7bc0-83da-f80667e5b77e', '$argon2id$v=19$m=64,t=1,p=1$LkD75KuSRTFEhcH4qG7I7Q$7pg6HnI8ywwtIIQubi4i8fipEM51dWVQLJJK2VvdaUQ');
INSERT INTO public.password VALUES ('01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8eba-7301-9e86-a9edb84ca784', '$argon2id$v=19$m=64,t=1,p=1$pP42v2/bjhBkKZA/wj1unw$iaVblKcSyGp2Ivd/mIvU68XTt66CsZQFB616wEe60/g');
INSERT INTO public.proof VALUES ('01a2297c-8966-7bf9-9bb1-c385d76cc5f1', 'undo_link', 'undo', '\x4216a32e1362770a475e28f0d34740b90f3d4208cd25519c20b56860d7c5bd5f', '01a2297c-88c1-756a-ae3b-728111576018', NULL, '\x014eb45bd690cbeb405bbcd119b0c2fdcad525f74a48d51328b0a59977de8e0e8d0ab8f57dbff9db2d11fe2bb8c7eb488b16e6c73b538a81f69698b23dcb5536110b3f330594760917dbb13c3caaad02b5b6fc4f9d1b4346ddef668fc4ba2cf6e19fc060724befdc2008ebe4b34aa416a186c48febcca34c6bbd1265e6db53117dfbbaf173a014b0d11c530bf67a502b4d2f154ddef05c6d2dfafadf210f95aa2fc3aba48c9e82702517d9ce5f88fbb39194d91e984f80bfba23a837c6beae90b6c8fc155ae36cba17eef83db35a9bd901cfbb70902f769643ba6f62b1e25f9bff856a5d84b57cc296c766778da87730209c8e320c65f7a0de629632c84860a5d0d86998fdef92f6656d', '2026-11-30 02:00:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8971-7c86-91b5-41f5d538d4fe', 'totp_enrolment', '01a2297c-88c1-756a-ae3b-728111576018', '\x3235d3c6b599d24594464edd2226c08af5b4c5dac9778960f7ee2152a737870b', '01a2297c-88c1-756a-ae3b-728111576018', NULL, '\x010f7341cf84dcb4fb1d3a71bea0339a2a8e289464d172d2ef2dd81dc4ecf62135543ad781da6df817d565e5daaf0631ef02440533754caccac24066ca2a48ad292c72ff7c2b4c845df663e33a13b9abc095754279ff1efba414d1e394', '2026-11-23 02:15:00+00', '2026-11-23 02:00:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8995-7602-8e3f-ddb4f852f7bf', 'undo_link', 'undo', '\x95d52851e68d789ad06b3bf163ec7a8e940d73ae4df82a4d5d81f8bd20838e8b', '01a2297c-88c1-756a-ae3b-728111576018', NULL, '\x0149a10ec8210209db177f0630bd3e4733690e74e46882f51634c821822b2fb2a2b78e3a6c81b037fa8870e5caa9ab28f2aaaf21651962f908ea3b31486258f650afdcddc720751522e2ad1bdc181238a58be1ca9152d570b720a1af12720bbf98805a3968f941a609763e1cfda02176c071544a0abc5fd5a6e75fb6aeb1ac5db4d8c3b6cd612888b616973feef2cc1c478c7665ac163de46c53492b6f524d83ccdc77303e8fcc167b6caf255fadbcbe48ab300456d6784aba932128016d72fd93d4fa4d9108f30afce6eeb2837eb225d1af31e19d5df84b1b1c7e43253cd5df04ee4398e12ed1e07ed6e36016f582644d6e457d82bfbef52ba068caf947fcfa4926e326693a0590547179', '2026-11-30 02:00:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8b9f-7289-8dbb-7133ee15b9cf', 'undo_link', 'undo', '\xf76bc4700dbfea445879a1a4c5393dd8c801ce4d57376fb96b010fd604696a5e', '01a2297c-8b66-75a0-8f83-4d6df34b9658', NULL, '\x01423272c91094ba91db2ca1e4fe883b8b3d5d8aa8c305c24a99585ea8975ad2efd0fe9acd3019e1f1067d48932ea34dabe4cf7016e7b02bf3c5b9cde08ad91851e3cda91d03a80834bb3427006931575272a538535f60963c6e0fe80e7aeadfbd74d667b0a114725a8cb34821e6b1f0c4a920a962e57b10a5ddb1e46b125a3ff186416ca18b18e50c8ef48fd82d2ac218aa130e75ba0f3b038d45e69e698f5844f25d0bf088aa9781cb0455ba8418225ad8dbe480221285c8b0ab1a35ac4707d34fdff444398d814f4933b638b62e5011b5830b211e95f87db5fe086cf52ab3733ad22ff477d5769c8d784b2d51776756cf4955c93a49aa1bea5332ee92021b12f133b84daa29c36a1b', '2026-11-30 02:02:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8b9f-7bfc-a2ad-3f56822e695c', 'undo_link', 'undo', '\x3d10de4fb1a51e12e6dc22623cf5980d900b7e3b1fd7d16c55c723e6e52e4aa2', '01a2297c-8b66-75a0-8f83-4d6df34b9658', NULL, '\x015fa506fd3596392fdb2a631bfaa0b10fdedcbdfce46b5d646ee307dbb38c2628d93061dbdd4aea418cf2fa00033e9355c7664a1557d4e996b55d603e60a173f7d5368aa9e27e01082a5f5c89fb69bf110dbd40fbeb09a89222cea69c6b802c2fc5e6b70b8bb5b76c40f3152bd4c504a9ba3a6b855ea96999d1380a738ff21da8566a1043aeb182db10afb14ffcff37d261fc375513b30ac596c1c65166c1dd7057b2baca29b3b488d07d7c8de91ace7b62a94bedbc8a4e584c2e37a670567e9e17106eb582ad3a3ef8dff143faca12bcbf9c5e8d0155810627bac609c62ce849aae7ce4f15b25db4e23262e7440b85dcc30035ab3a5d8c841fbf3a9a8eaf6dc8e92f55', '2026-11-30 02:02:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8bc9-76e1-a67d-795ec05f2c59', 'password_link', 'new-password', '\x30d0666dd3e7b7ac2ae0fb05c10807ec6d3c17293f2ab83c75b4ea77959a1f9a', '01a2297c-8b66-75a0-8f83-4d6df34b9658', NULL, '\x01cc8c1464e0b683a7abdf346a1f92dd84e0171e22ef6ca40009ae8de6ec87f5f681dd870937f768f69cbf254662383352ddd74ed83920b19be00881798effc6c382fb5d36a0a46954cc140537b18d657fdf3171a470a5bfd86bff6b3943160d9e4101ad236394745a742a5cecf8d8437fbef2976565e4479c1c245b735e72bb16a410823d16e93dc4300ed26c14dd99663bc6822c3ea17b1d7fbad1f21d79887d9fe24ebbf5a62eb034', '2026-11-23 03:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8bdb-702c-8ebc-685cca5f5a71', 'loss_link', 'report-loss', '\xc7d2cd680d2a40baedb69eca308cf54c3d6c8bf31a1a328fd64a7e21b0a30400', '01a2297c-8b66-75a0-8f83-4d6df34b9658', NULL, '\x01417c6d8f12df9becf53761794ef63e96c38d13cd0b3ebc40c284a74fa65e561068daec72bd2f6ff7ee09fab224292cb246d7850df0e3cfb16fcb79537d436e503973017eeb4a18a509', '2026-11-24 02:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8bfd-7f59-a816-530e7cb9677d', 'undo_link', 'undo', '\xd4e3b1b913b4e35c0b71b25acc8a71c8ec83ee79529621b44699e7d7a84990d0', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x01015fa94e6466d4a88d2dbafc4577ffd5c18c8c4d763cdf887ef4ac65b117f23589f319ba241a73b3b5a9c9a0b16d06e6969aa5b239d94169002f620b6c4c64300f13dc7491772951373c720dd77f806e9ad55322a8f30e3a10e36070ba4ccc19e7e4d03cdfc64642b4c5beea813224773ccf704f9e189424c615cca8236a4544d38399361a45d6e5d70aeebff6ab8b62749bf3e092353670e877ca8925917a9c6f3f247cf4e888077749dcb2f3253546a0e27f14c1aefc55073700da47c7c9bbbf33a020ef9d63b00d6bf8aecc456311673e90e60afe10467c9c0d433e19abfa2d0ff692950abe6e937f9b1fe78e4327ef92c7d8b74eadf9efc716a6d1283df1c81d776ebbcd8d', '2026-11-30 02:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8bfe-7f9b-9e06-db186450f509', 'totp_enrolment', '01a2297c-8be6-7162-b495-b569b0dcbc6e', '\x61d77109cedf87d7fef27f122a1d9fac2a38d94c07cb7f025d7bbcd58fbfa584', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x01b305ee8c1add89260525b2f8820b4a454658aab64c8ac1d8ac1bbcced3f13ebfb55556a0258d78ac934a092621edb02773eb07e765a37982a1cebcb6696de924831f70c6865d576a4709d58cc632e9b4f797ea1b43b7876a6152bbcc', '2026-11-23 02:18:00+00', '2026-11-23 02:03:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8c11-7fea-ae10-07892d9a4fb4', 'undo_link', 'undo', '\x699ea440b52dad1a06db4a024370c896ae66e2b6aef6ff9de593cd731d8cdbf0', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x019bff43ede416b5cd697867d85e4334dbcc054338ba4a2baf805eb891b0e5a10ced55ad4451011840dd4e567b53568fb1c3c6ee98af11e986c992b794138aa9047b3a68b0c2948af0e777e1641504982c4512e20e8bc9c83a3f19e8250fc6da5fc591d266977057624949dd00a64e421d174a946d21e9a5658dfc2c63fde09d761bf0752bb36a175bbd901e9af76641e19f1bcf3179ebbf282e522917970880af3e9256b50b362c48e04722035e901ad84da69c7a30f669afb30e5f6c22f3c9d2f4783c91dbac4300919270f1c4767a3ad9f8f2babe7ff266c4fec5342828be17334282c12b534d537786e86f887747872a8dfd1133c2e4b01dbdf8a409036d7f8c123828964fe73b', '2026-11-30 02:03:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8c1b-7fbe-b859-a12769935769', 'contact_code', '01a2297c-8be6-7162-b495-b569b0dcbc6e', '\xecba039b9c5a4b3998c9851cb3394668012db4269a9bf7575f21ff9432f6aec4', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x0116fd5f01ecd5d3c7b141ef591e3cdf2f36c246ac3067464d94be7c673220dd0150f07d630e56a35f54d3e6d0308ad9d47e296156e4ba8ed760039968b00b0b4d44e795bfb57648b3d3fba27b9fbd5a3a0e416c6aa464eb43cf16103326b1d1ccf3fbe7daf51ebbf2c218d35491cc45294ad9e0a6b77279e9b4d4f7eff249d144919f181a2267fd2af1c0012052eaaccdf00a0cdd290476ad4cfd6700e29d4444d5b78699e775e9ee39ccb2f331a82bcc214926e830ba5fcc9e4fe543c17403b5e27111f7d4c3ac02052c9c8a849592aac632e5ca4e3e40d9f517fa60151343aaf7e0eaf7447802a2a1fce9fa18fcc41a7c9f24db8f780d2c20e1aadc334117f4e67ec0fd15e218086787bb078dba573b0a60f4389d469a85b673ff45152f4dc5a8203da278cd9b8b90e5b7f93363f9bc881273579601c138e5f1cfc247be9c083cb906a5cb624ccfde373ec170052808bef20b442280217793b9deb1535653bf86820bb9e3b0ea3f472900955684ce9b4b27f0a36259512f57935b1ee0dc8430871b654c95cccf9577ed670919e0444e1f43182a147d2528debb1307e6b3386749432083b28f87edab374e06f36b61a5254b8513068cdecef06accba4bd79eb08786', '2026-11-23 02:19:00+00', '2026-11-23 02:04:00+00');
INSERT INTO public.proof VALUES ('01a2297c-8c48-7704-90cc-b357a4e2e985', 'undo_link', 'undo', '\x314b35410003cb819eff3dce10f2dfac0d57622405705fb4d9c0d6b5e6325a73', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x015095d2be0dddf4940c2cdd41b6077c8f79a5a42d986934b0b66b73ffb3202908e768f6d9b0b303b6e640c415a58795d90dd4ecbbcd1d015035db96f905e7ea3415c88448c9fca24b72344ab25c5eb73313484d68afac5a6928ce8682d7ac1538252aa571feb45accfe306e55eaab6aee4362059b3aa18f713f33ac7d54f453a721bdc095075112cd6da8138263907cecd9fab12089dac4f5557677152c9946e53559a728f9324fbb231d6e1006a0fd8cd79a47f772e7c104d34582a3aaf12aac7aa9299a1678ce13aaa817ff60036536fa77bf7adab8af0cb8a293c8ff2e8ce84242395b4211a9f0f82c7dfc11c5ceef36d591363f441bdc4edee63d64c5433165bc4c981edf5ec4f05b77d7272e5779286979f8c925d6a0078ea19f', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8c49-7779-8939-930455e648a3', 'undo_link', 'undo', '\x52518597cec1fd5aa74cb1333174e940cd212d7f703456e2db2f82b447ec5115', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x017beef2939bfcb014efba924835715767e3598c24b9dbc488cdedca61c5de4bc3fe8a64b317e12550200cae83a2fa3bed69583d38f635e07bcff08157b0486e07647620c0084756f51a0243deba3031d5f47988a6ae8edb417c6fe97dbed50fa1e1352ebb1b25456cdede5c690bfd9e002aa5a2e891a151604902659528031cfd1bec9db307805925c77494da1514f84627fde97fc2b9e274abbf58895626ba3d973eda08ade7f6b47ea2f1d8e1bf981cb02c1bbceae6a7e010b7579f19f2c73640ef06801540125047349336713f35e6d70c20daa083e6326045500894e25e226aae3fc3713eb57c6089bf00518aade2b706a551e97b0afaaa499d57c0f3f7518e99eb47e986deb1dee3cee9b1951ff1a9e14cacfea35bab1b7ec7e9a4', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8c5d-72ee-93e8-85cd828b9df2', 'contact_code', '01a2297c-8be6-7162-b495-b569b0dcbc6e', '\xb226fb144a49baf1c6a75eb3e9e52c8ed4a19c76e3adc49f3b90ee7eca9470e6', '01a2297c-8be6-7162-b495-b569b0dcbc6e', NULL, '\x019c0b357430894f1c6e16c6c223cd97a73de35b225ce1d4610f7914b8b887cd25cbf116eecb54122b1cb7da6f8d89cb57985f5195445fbbd51b461d64d100eacb2c3746bdf0b571ddddac6cae3a582ebaee08ca5f4aa52d624113b725bdf548c2db3c0546dce3ccfbd9ecbe514a6b54f184db792e79dc30aea968ea63a2ff16c43d7eb2d13d8d65318efe774e557caafb323018bc77bb9dce3490fdac53e355a59eb2504d79f11e1ea87fe0b6ea56862e579e1f21c2d1286a2bbef95d4b5609ed8ff869cb161b757916a42877155643807ca5c47d8e5e3753c09cd7d4339bad1d0b3344d8247b78939e4a53c3a11845487f674ef1048e2afb7757e2ede35879bad0a99c4a150a8c67a8130b39c46d60c8a802c3e5080720cc70bfd7db2ee234c67852c57357b08f70bb16de2155c6e071725352ce652f1cca3075fd2b21005a5da567d3429b08af550d4092d433d6b560ab2178fb932d63759ba4ded21ee322bf9e8eaa37665be3f55bc2f2a67c9733a2f1141ba6101445d00989a2e3b7e80d1d7b6fcbe411', '2026-11-23 02:19:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8c91-7369-a7e7-b1d3b91d66e3', 'undo_link', 'undo', '\xeffc060a8c8773ecd9599c3676f613a235cd7726d9843cb9d2a94ea78172543d', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL, '\x0185c365ffbe7dc2b29bcc79a36b36b49386bb054112825cdabe9ebf191d2199804d9bc598f8e13592c0b093f655f8624475fe27bdab60fc101d3c5dfc0e564a9a2607c757c151ba3dac3ba0cf5a45a4a8f004cc590c7ddba826076c4c847a45e21a4cf9d9b2bb5d7b3bdd0d74f4143b32c75cf36777d9e232777046e0aad76331d0dd522ee13b42ec1c47708da9c32e8dae96f2280119fc5f5704b1d64815a033a30cf1d62c8108bd85647aa4861807d203f5c5bb54dc27e9d6c208a7166e666beb3d9ea77e609f9dc983a17664a08240da9f0aa197c7d797a22795eb5abbb502e008a22c85e9ce304cb4dddf46aba828323a57423b1329eec9635d5d402e9a405c284953a8ad65455cc76fab2a8b759f83c21a', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8c92-78fd-b9c3-e4fd3c1ba2a8', 'totp_enrolment', '01a2297c-8c65-7359-9f7d-9a42652d91a3', '\xfa9cbbcce2baadadef4e6053d8e4110a9c6e3e3986890a39b14190ec9051dfbd', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL, '\x01b05fdbb2ca7110c9fdeee2903add92eb73cfabdfef92ee117cae4acf1604758a6af8de42f1210fad671f600349a3beb9671892004a2e946f3c946b6b9be887ec6a0d9a22b5bb5c11ca5d657d8aa9c7f80c46727da9e0002c5ae45a02', '2026-11-23 02:19:00+00', '2026-11-23 02:04:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8ca0-7762-987d-8427678a1808', 'undo_link', 'undo', '\xa565b33dc56a5b568e47d8e31675480a89921444afbc17a2434e3190ee9b3c34', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL, '\x019dbc4ab1231807ecb9e3bd5ba46f59ab59a70982647b1815150e0b9bef2f455fc2afa1226c4cf9fbad0bc6bb0c5bf41c67a63e833e7f53b1ce3fb01ce59b65523c10ed047c32e0500cdab599a937f3ccaf92a8ed4fb04fbdfd88143139ba068ac9e5f2e69ca5d6b3806bbbd477b852e72ba139dd8d5f78b6300f3ba0fb316bedd290d66288b16c6651e57bf02f19d8bba0c63d4dc9c32fb02175bffea9c97ad21fa8b04fa23498a44ba8459c8ed54c1976b079e973bf5662512cd88f1405fb9813950ae1fd675fd4441944a696051bb862db8253f01a3706bf634ec2f4207f5d0ed572b7cea138a44d4390c416e05c1d43b768f6da9cab4d0d4b9c31845651721c256539086147eb7628d8027ddef03eb25dd5c5', '2026-11-30 02:04:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8cb6-7c35-a641-bf0010788e3a', 'undo_link', 'undo', '\x1e22f8a586284886adce2da490cff08ad4fb90e0ae4a9beea8592df8e5a93678', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL, '\x01d3400ce9727213b0fdf606689191106f070751b39c1f34d46b8069da8910dcb82212a7da7836edbf01afa264e45bb2031e27a1cfa508552200324b843fd6ed803ebf6e4188236f2a38ae24c4debcf4ad586bcf4380b60aec1fc2dc8c8d233b4d8bb45d667ab3dede7e367fc54b929e2bf22a068245a1683c986f241e08f2f6a676c17d20d8dc010d4bfac300752b47a3c8e73da92581b27213c5fcf2dbdbe0f75dd8464bc23a0d7c896ada4fec77fdbc1f0889fb29b8c7119b8e3b767d7c60528965904655932c262b7f9b514de3aceaffc49a81732ffb86fd7eb4bc141ef655bde96d83643da0950881d1922350b2a1443dde07c2015f6a897126b3374ae1dca009bb047f5f7c13869d70089678c4e2b0925bba857f37e68a', '2026-11-30 02:05:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8ceb-7791-a3fe-a1a270790852', 'undo_link', 'undo', '\x4c421e0348c7b88f558816f9b32ed3bd8b48f81a3b3fb57123a556ea39b3c6a0', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', NULL, '\x010c05f7c56bbee630662a7666cf47caf380f731571b98a962785038734406a5008193a3cce50ef164f5b3e749f5de17e4b08d78d2b87f557c893c1882e3883bf8a05a6e8c20ef6174af756cd6a4e4f717afc1ac0c25fbc406020785c1e2b3920ab0a05775ce1432099a6eea9313a1c3e1c1528cdcd473dec855f19f74a57846025a63249ec66752984ee787228da1fa60c67abba6902a8792fe2bfbcbff69c40f4b7fa50bce9f5d2a07540d356474de2006a6a3bfef6f227ac818d664a2fdf489cf00e04f9d8ac48205c8d9423408a719212a4c55609ccc0ba0d8d722a798623448a488c9ffa6f990fbb10ecd0e65cc8534f1baf3a9aaa35f7aaaa369653bf70535b006f3b5e5996c2869d2231dccb16da67fe0', '2026-11-30 02:05:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8cfb-7c3a-a224-5a4ac93c6e7c', 'undo_link', 'undo', '\xdab9f53e06f63ad7735e89f4c6fae448a18cb7ab8ae8fa2b20227f2a9b1b0af7', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', NULL, '\x0160b8196c098d110f09c4ee9e7d9ba679ec1da792caa6a18ded14040a0d9a4d8ce03e1dec61f881cf58156b2a7af2c03bfe9fb8d75da6b1d20ee698c876c08c2b642d2e967ac7a48185ae81a48ac1681ffcd7df3df93952cfdbb2ee85cc0bb000d2e790175b830a34971ce99d6678957c1c7451e655f331028ef634db3f2f77886f71d9fced7aff52fdcdf1b1df571749a24d77b60902ed866fb344438d2b2e1636d03f561041a24dc351a9d04faaf392c3ee8111053aaafbc31e36511a3ffda4e9f9cd51f6043080f915e897fb76d1a1a5f38b212966bac35c8dacca68ceb047ea28bc2b778efbbc230f8d2d10dc70bdbc54897cfedf5d3f9ac06abaa076ca6809876fe28f240b15e606300eb6e0afbf9b888a60', '2026-11-30 02:05:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d1c-7852-8b9b-f5364228edf7', 'undo_link', 'undo', '\xfe55fab4b024de2a3cb170bbf1dc43f36575449ac3cd7f82d7e28c32922d67f4', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', NULL, '\x0147ae62ec85aad55e167f075eb9de63ca1938001dad62f3450403c056f09298bf09541d5c972b9dc4b3703759b2ed846aae10ec7168012e2b2c37b30a5d8590a58bdb5d602a17d2445afd2327b9ba15fbc91ac677a0b0457a8434f832360c35e9016f15e3dbc799b456a6970aedd03ee0a891b371cf1592aa437b2b4c7ef746f6866717217d24da1a675532f8f5d885fa62335248ee4f4f72472c7f1caf3231abc67eb5075d62df608b154bc6b5770e3eaa95b79ec84089415800b5938f33fe578a7541ca5f3e37489c875e8307885804adf8af98200f389217c2d581edb52e9fbdcbcf4ba0d9301614662c527b715140f158e1e04322d71d604e11af9f71e6c141a25026652dd1023e5b2378164017970c239f8487fcbf', '2026-11-30 02:06:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d60-7ddb-b9d2-4b9dbd420d16', 'undo_link', 'undo', '\xae0c34f2c1bf416ca3840b6f0865945fba6bcf5d0a90010dbe13ab38483bc43f', '01a2297c-8d34-787a-8686-ff391a8f4938', NULL, '\x0192d7ebbb39e83ca70379f467a90027374b23c5a25e240417397dded69cb56fb3134edb1675f9ba0a9b99ed82fa97372b45a9c6d8e99b90a9f8659fff0fa3b437a6e4a9da1d38deb7c8c3723ac1dbde3b2c78061672cbc8ea893fad5aa1ea788687c641212d686ea0e9bfbce75fc1610cf81864bff60d727ac906bfe9403fef544e0bc42a5d42e21ca6f6538edcf5d107f0226d8009aa1bac752b4c49a80f55c12734b866e7e83afc447178556f4cb30373762dd5dbb6dd4b6fa0a1a521e96eb2a38b215030a9546a132041bdb55faf86a2c2245a22a5c53d02510a01ffd875f6d3dd8d88a323213b193508217df6074e120c25f4113cf81f76f9162b4d3cd3147956c0abb07f4e4617765ff30d02eb81db57fe', '2026-11-30 02:06:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d68-7cab-9284-a508b3d7d12f', 'undo_link', 'undo', '\x5c3c81e2a780e8fd22b2d037cc02b701b1b35e715828253b485b9ee970c3db61', '01a2297c-8d34-787a-8686-ff391a8f4938', NULL, '\x0112de4f38f948ff799569021b5c5457edbae1019b8f39c2306636c1d934a1d30bfae3e757a0cbd2e910ffc62c53d683ff2c28aa8ba290e047eeb6e7b5cd805b3a988cd6caf5347e2440547794040f9882efba866bba76253f68de2aaa0044b7c742ecce3055ac0eaaf10baf0d87d1289ffe0fe93efa335c18d7340c2175080672093d752b570e350314ea17a63e72be33a3ce1f791a640419861f76cbf05d768303e84a127cc8f3c87b48fb159e7fa9360cfd557b2197666fd79e8a9a656210c7a78579436fbfb38063e70f0e08396380d8f1c006cf3e02d2303c43448bad10117028bf6c368bf62eb1bd3b66031eea9c02fb421287d12f48265a09cb6e88d2f57240e5c978cc50008710f99aab9806b4d177c00a', '2026-11-30 02:06:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d71-7c79-a731-abb4436d8e96', 'undo_link', 'undo', '\xeb2523ac17a50585d9a40b462c9bd2789e3252291f611ab2a48069c23ecee861', '01a2297c-8d34-787a-8686-ff391a8f4938', NULL, '\x01f80e705529afc3c5320287841389959e9e53927b540ab22ff44284eb9a522dc976a9869bee9f5efe41e94de12dcd45cebcd821796368672b02f33a0b450e30b4e181033aa7b652a673348ef8d6b17e831d1342a3c6a9e9fb6b6e405de2c191c4a9532f0b9301b9504a3193e9bb08b42e1031ab4cc6e069519b4e0c85f5b16b75a68543cbb41115f18b346aba623eb2c72d94aa9c468bbd230075139fda1e51bb19b5d97cd443003123858987871a7b8546db3e8e1bd163fe55ec8d35e11a4d2765ba38545a1aca9cc0a2c9355b11554e15900a239859fc0f771f1adb0038d4d541f9e39938146d5c82d5b2b7a86e708c2163bbb3c7e144f1515927fbf185493472859f1197e243c38fa1f0df54ff1a83ff27d87b0e8ef5', '2026-11-30 02:07:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d8b-7e1d-8670-3fd30dded0a4', 'undo_link', 'undo', '\x274380bc43f50e091d12184289fdb9bfc0e364319abf2b0a8cb0cbd7460e2452', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', NULL, '\x0134c2e60fa9062cda530afc022f04cc28359a570731ae89f21b91a3b741c3e87c433f2fadc58f4bd6deae210b6fe947f5681b87ebf23e2d2eb8db8d127218ebe760db8193b5265508fb44de92189e1265d26238a8149da94e5d9d66d25c75b5673ebad813536992fbd9868a41f6b3d36faa866f340231b276a7b55f0cf250b2a8096c5db814dc51c943a979670734b98c2c4cd1dcc378442a22b2ecc55ced6a0c7f7fa3d8696e445045c50a4fd2dc7ab7f5747979d9d19ebb8e0dbfb027730da593cbc94a1fff550cabf49289554ccc727e9b33653d62bd95f8b32a7844a6d995e5b384902715aa5b29beae064726187a1a01703abf8222511113dc6aede93b041c5b0818f2a8d41a30106acd0c5e96ab53b6a8', '2026-11-30 02:07:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8d96-727b-9f0f-55466871d017', 'undo_link', 'undo', '\x3b6f399f7fc1cac294c9ff02bda0405433a5cba60964d351f5afd858209840be', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', NULL, '\x0144af7f51adbdc4df9635f30375d6e002e76619de44429d1a76d0816234884e0d84c31ade156a93c16671e8ca9499229a5afccb3a0525c2000686662da9d3968234998b5d57988f80fb4cd18a3e9e06f1db09eed98048ef1e8d42d0857965d6101da362d9235716d51e129c9d9a90135480b16801255c7f436520d903216a65dcf43a37454f657d54e51f56a37574f8e44fcbd4304363a01bcefdca6d1c6c95fcadb7dce5da90dc4a4021c49dc58dae2c4e36738a2bdcc22c0be8db45c0032bd8907969f0ac49a12c6bfd7bafacb5e16056b73f2ce4f07ec48a8440fe8d3a3e0f3647de0ab9418c9421f2f46d1977646fef54250f8d89cb01dfff32b2e316b2fc7a17c4af419dc733d38509459bf242dc95412dd3', '2026-11-30 02:07:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8da0-7603-bfb7-ac665ba845ed', 'undo_link', 'undo', '\xa48c26c4959fb3e2f84b8617365f734690fecddc366ed9256b2bdb658088869f', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', NULL, '\x0137eb64766975d0c6d2823b692e0b4be85713c7d0a1795bac4071cf36b04e72c57c4141fb23f02a18e37ba64c5473d934cb0ae9fb1f8f1e288d4d286b5efcb9b4ad2b88be80b962aef205bbec382d7b4fdfead04f9713dfcd9cc937246f8cc86dec9780a441ecb8c5b1ab5570d97cc58c2c0d8c986350baf0ce1ba34b8b0f168bcdf4b7f9a34a37fee4a6e18b4dcf2622dd6c15ff4bf7746bb6c4dd58a0102376329c30f2356d6123253fbfdad50f1c20a4e96746f87d6d6fbcc072704a424ad03b0b49c326087899e9fe1fadd1fb4135a5e595c8ac2280503c0ade70e784e6e634e5d711fa6fcf879b9382064532c10d723f8217667faf31c954b060cfed572ea8fa85e2973969338877c663eb96be9344567ba0229449', '2026-11-30 02:08:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8e30-775a-8fab-158655628b50', 'undo_link', 'undo', '\xd30f03cd3efccc567443bc18a06df7868b0891b1c4752192c65a87c041dc5f6f', '01a2297c-8e19-7206-b776-c4c3194b8e82', NULL, '\x01507b9713815f18c58dbefed720da3e494a8dfc8921d97f3d64c91a4f75971d7d02855e9f4202dd7770e67013810d0730ba88176054fb6f93dd7794392e7f54e0432b7cf20a5c17f15cb3a944eda7f6788882cd205b8a6ca5c82eba8b2d3f54dee9f1799fa0aec1928b91018d15992b98da7544244cecf4a180e8768d611de98aea18d037c011d6e806b78f1a37723b19cce04b522ae0c2a9b527509b72b4903e9a32fc505ca9a50adb5f9977513981eab2402e5c088ce35a9897ffc19d38d8b1839a076661c3301c75e27eb4904da55af2613670c82e829cc2a760ed8f581c29d3aecdb0ca06091d33bdfa86201d6832d52fabecd74cd458db4ee1bc50900ea4d944a8482fa828d2188b97f8be32c575fb6fe0', '2026-11-30 02:08:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8e3a-731e-916b-cc8fce5e97c8', 'undo_link', 'undo', '\x4c4371ed8c64781c85ab91644b99f44e47f269ca1e488b9664e08b24cb5321b3', '01a2297c-8e19-7206-b776-c4c3194b8e82', NULL, '\x015b8eeff53557357564788e1f2c0abc86fd4410ae5d64172d8b4c0ea6c8f0f6de3ff756438347af25abaaac7ab426bc6e660e3f1f7a994df064700267d7c74783aa054684cce4369e7fadcfe9191b000fbce0b11b3549f0b24100d794b4e1eb58680767f3003b2be7279ec98f272aab665b15a55b8a68f9d26a798abf3673b3e584bd965d3b989e2b2b1f2c578920735da443f1cac8a25992614c41a43fa85efc01358b6dc0d4a1aeacd73392ce35f3e5a16486ad0b4fce38b3f14c554d5d4265a1326a3771a254b3cbe72a5877c865da8d2541277b8d5dcf49fd4506bb7f5af1edd6c335c967106da2f4064a01597bc4c52b96feaea476d8d786b2d6c36ebf883068c8290ed5a93095ccfb89cfff4bdcc3f8bafa', '2026-11-30 02:08:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8e9d-7692-afd5-51af87137610', 'undo_link', 'undo', '\xb76dacaf63c69e22d19945b87f99dc48a247c1e3efcbff3a98a6f01c98198bbf', '01a2297c-8e87-7646-9519-3c4a06446782', NULL, '\x01e819d0f1bb6aa6d9b6bc5c72c63db8be177bbcb5ce9a928e15e21cd2e8d8c05023bafa3d6981255b9cb18d34006a0b795d67c9606b397ea29df9f10229df335b8c7d198b66186bdbef2d474cae228062293e8d3256fa7b3651cd51b5be0862d5518d03038ac630074c6e3be9a7c2ad061dbbd834c4a6fc9a5003fcf9b54d18514c4d0ac5d648588657f08061a1eaf4895b05c7b5d1e134ec9fd332aba63e9a6fe2f83063561646014797f0227183c62b23ec015bdb8f82aad46036b96da93fcc43c44e41e3486d09be8fe87f3bcc14954b555f28532dc10107d075dcb96e67ed8cca55760f4f8eacab374a88c9ea59e896871a303f98e140fb441a9ce70b909f8957bc94c221766b0c8e5406789c6a41a9027a', '2026-11-30 02:09:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8ea6-71fb-8266-3236074e6b2e', 'undo_link', 'undo', '\x4c28f5c894e9971ecd148faf31919741df1e2dd005dc734d7716597b8da5e6f3', '01a2297c-8e87-7646-9519-3c4a06446782', NULL, '\x010bff6629460788ff2d096b8c40beba634a3a43390b1f6605f0f979d9d768443580fe10e59a8433b8a8ea3d12ba13728e47404834b9120c1564e16fd3f4cb173fa515c4b6977655c842c8c4d49e5c4fd0e3f565502ef87348ee567e5faf641739e1fd69a14e51513ea2f55b29647d0c909794d708d13ec87b703cad5d68ea9510e1f409a389a29c9a17285a9990c600ed67a2a0cd8de524f85c222920a442d880c2fc03387e77593f59d37e8f64791f260063adc4f6fd79d46ee8ecd3b39d1711424c024830793ed3d8e4a33059a5acd5a5b7de7246e2bd659e107648a64f5f676c56fe067b234663dc73de708e564266a3ad3d31246aa9c211bbc0fb7d897506c55fe6359a26d2f21e4d7e37019dba256bd3ca67', '2026-11-30 02:09:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8ec1-751f-b923-e69b3b1e50ee', 'undo_link', 'undo', '\x9eca31b3c6ed8f70269bce4d8d2d4fcc6b6895c0daa4731766a06a2b7a74e9bb', '01a2297c-8ea7-7235-97a1-28615b0d8097', NULL, '\x019e0ba33029c48899fec33c6ed7e5f0198b170e726ba185b74ee86fdb3f17d28ef6f4a3747182b05c34473be74714884fa4077e0457611c4b18fad905b344fa995d7e4cc0fffdc93936b618d088dcf7df7bc4d27276ded0a6e2754ce086a5c3a80bce89d8d331b17e51d878b9fdf91f7db29c05a2b0875d2f94d0a6d7559cdad78e828d5a0c5eb1ef27de097f1ef77299f0255c187ec2e6b0739c5d78a7a3ee3ccd6002efde9ae194ba6637c8167361476a7fdeba947f856d54b69dd0c7b3924faf77e706cd3bf9cefec8e362c919e3c454fdc94f1c58dc1851b85990976f24eea1729e78cbd87535f3db4834dbf4dc0f6f8af6be36a69b7ffda526d08b0b8651c9450fa4e2ab634e4c31a7ebb11ce930eba7b1', '2026-11-30 02:10:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8eca-7e0e-8ff3-3052e1655f97', 'undo_link', 'undo', '\x4b8c376989d75d0c27216339625b90c8ef83816913b6ab8a1b2f2497b183aa8f', '01a2297c-8ea7-7235-97a1-28615b0d8097', NULL, '\x01b8826ac7e6f3c09043a9d4fb82dbd8313b8d1dc30725878e09ce9c2460c96012f4420cea958a1d8e9d9a6a5d954a26cc39096bb21870288927fcf057bbbc43d04749b849a92a299cb18e8e7cb646c0fdf9dcd49fb5f328a249db25522a287e804b23e0912274dd15a15ed34886ace8fbb275b4a2af6c50f57894c474a679bf1899076e8c2add02edfb62f746b9c748742b31f7edb2775bfa037ea1b91d2147223fca75a9fb0e98fe37568a0c5ed161f71721afb75bf401696873ec0ca5e728f99188f0b8115cdda4dbf47e8e5f18244dfaa70106f390a3a725971a84914ad9e2c04903a6a6222a8275cd78fa30eef7c9163d43acb337863b53083347fef0fd087591a63fb39f6516aeaaf70d98b00f45f69e14b2', '2026-11-30 02:10:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2297c-8cec-7679-97ad-8c18c175785d', 'totp_enrolment', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xab4a502d831a06bc26d497f855f0555e123a7f402b252418dfadaf68a7a4509d', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', NULL, '\x01018d6aa4d9a3503f0085c64600762e1173de9b6b6ef510a4d87903a378a0557cd7902f82f04ec1a67ecfbbb3eba2851ca51c0f65289ba9b4eaa3b94e84e25ae9b5e615bdd735470731d2793d531b4c54fb2691db614dfa84d1db349a', '2026-11-23 02:20:00+00', '2026-11-23 02:05:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8cfd-7bcc-abed-a229719158bf', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\x1186c51b9e7a719f0275539fd2d856c8ad961d84a6b0d584851db6e6ecb0cb52', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', NULL, NULL, '2026-11-23 02:11:00+00', '2026-11-23 02:06:00+00');
INSERT INTO public.proof VALUES ('01a2297c-8d61-7dd2-b91a-c67467490f60', 'totp_enrolment', '01a2297c-8d34-787a-8686-ff391a8f4938', '\x3a871564576cfd03d42816d2b7cdd3b65687f17f0b3f2a1ee1e0612ddb8d75f9', '01a2297c-8d34-787a-8686-ff391a8f4938', NULL, '\x01275cba5e31b85a661dfc425a03a31a244d28386f5e49bc10b3f349a0ff6d3ff93300b52813a5dc186d7471a0c83efa219a984f96bce7c242ad1ff160b4a8f9b4c720e3ccaa16393f5c6a553c0312014151457bf3cbd032286998c2d5', '2026-11-23 02:21:00+00', '2026-11-23 02:06:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8d69-7907-83e0-6d5bacae3460', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xabf785832d9bab402c2796f95f7db7b11c474d688fd8041577ede0d4d21f843a', '01a2297c-8d34-787a-8686-ff391a8f4938', NULL, NULL, '2026-11-23 02:12:00+00', '2026-11-23 02:07:00+00');
INSERT INTO public.proof VALUES ('01a2297c-8d8d-71b3-a0a8-42b64dc9882e', 'totp_enrolment', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x020ce19b2a4e3660a207555361e781466d10cb480f02091a27c0800ed58c8696', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', NULL, '\x01a5da128d26f36bc735b840e09d44f9b6bc6af86ab612e08afd7de3c6c1bb92470bf0d172e65d139c26016c7b15a793cd479c56c7c2b31db12038819e0ce18c641efb1aabe64dc6c8a44b1acf685b2ad720c3f26a38d1f20c07adb3e2', '2026-11-23 02:22:00+00', '2026-11-23 02:07:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8d96-7e9b-9524-a37f04adb1f5', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xf4ead5472be3f04f6db85013e2108a86048d7950ee95092a04e5fdae57a5478a', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', NULL, NULL, '2026-11-23 02:13:00+00', '2026-11-23 02:08:00+00');
INSERT INTO public.proof VALUES ('01a2297c-8e31-7985-bcae-d8c9f5825417', 'totp_enrolment', '01a2297c-8e19-7206-b776-c4c3194b8e82', '\x29f5f30cdb945b68c0a3ab8dbb2a4308b3ef98b23a0d88aaec372b541a322f6e', '01a2297c-8e19-7206-b776-c4c3194b8e82', NULL, '\x0143426f5b9bb9d3c89293f119da4077eee77a11c4fa30b9f703c933aab8be30053c51c15e6638c2f16f66d2e8649b30de41036071b78934f4d2e44668c671b7a7af75b08a98fb4721a0a9e71f666dbfcd9b6783756ceee96da2ed5120', '2026-11-23 02:23:00+00', '2026-11-23 02:08:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8e9e-764c-83a3-07ab4556f6ae', 'totp_enrolment', '01a2297c-8e87-7646-9519-3c4a06446782', '\x722ddbdaca3f6153684f4f630d8a7f9340b9cd72bc1c3060add9565017df8e00', '01a2297c-8e87-7646-9519-3c4a06446782', NULL, '\x0119f74b5cf1fd4998ff5c6c9920d8a98d697965811f398a2ab318da3bbd324f7b72736741af5483ccd63b63d54aa07f6658e856d6d1421fbe71222619ef4313a4d73f64219b66334f370a490ab8dfff9f2ba3968d3446f088f9500f07', '2026-11-23 02:24:00+00', '2026-11-23 02:09:30+00');
INSERT INTO public.proof VALUES ('01a2297c-8ec2-778b-928a-8582cd5bca19', 'totp_enrolment', '01a2297c-8ea7-7235-97a1-28615b0d8097', '\x2e6b93f295f9a1e3cefe0b578f6aae898d58534a19ae0e49fef7187967eb3d6e', '01a2297c-8ea7-7235-97a1-28615b0d8097', NULL, '\x01ef373c2ce1f751971b0cacfca48be73106e140205df97fdf03478245b6631a2a1025db65b943538f4efecc47135575e8154521938e7848251e0cb2bee5745cb2c85596b7c87a26e83c5ae4a0377fdec9100f5395c673f7edc7d35697', '2026-11-23 02:25:00+00', '2026-11-23 02:10:30+00');
INSERT INTO public.recovery_code VALUES ('\x161d71c48f11e503d7997a533719b0bc782de899c32b6ef76df7432293ba0c38', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x429b51c5babec5ab919405dc78a8b7b493154ded17a2132d309afffe30eba4d5', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x213d23c7ef9608e7dee01e4bcd934f458c34a9d0cf14f1cf217d8833366d9752', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x02a31f9468557735a8b01c152c37ffb377123fba26284ac44365bc16ca227042', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x29185ffc851a9850be861a34b186c473551374a349d1955bcd001c96e1353022', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\xedbab68deba3db9e33ee25b646f4ae9f1e8bb78c2e5d636a128882a29c134078', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\xa18bbe28b7c1fea8f0fb459e75759ea2a4213932acec1bd6edb772b1b82fa463', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x6115a5d9208d80672255b2bf062d2c80f9b39fa440f5647ece2d6645e8636d6d', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\x3a4fa7d630f8bb14ae0d3ea636d05cb9fd1e3989ec7a5d1f7ff9daa1882bcf24', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.recovery_code VALUES ('\xbf87f419649c2ec66a66ecaff7ec0be7d0925a498d94f7082136a273725c5f05', '01a2297c-8ca6-7f9c-b6b6-b9977e512f77', '01a2297c-8c65-7359-9f7d-9a42652d91a3', NULL);
INSERT INTO public.session VALUES ('01a2297c-8a7f-77a2-a9cb-835593ece159', '01a2297c-88c1-756a-ae3b-728111576018', '\x71ae6588c0465cb35c2cfeefd1e62169f10ed96ac81d1272815390975a24088f', '01a2297c-8a7f-76f7-a241-574263a840c6', '2026-11-23 02:01:30+00', '2026-11-23 10:01:30+00', NULL, '', 0, NULL);
INSERT INTO public.session VALUES ('01a2297c-8dd0-790e-946b-a85b95d956e1', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\xfcc2ee070c245cd059512e57fbe6e540a6ffaa0d62931446d7bda15f7ee1eebf', '01a2297c-8dd0-7841-b118-1515205e8c84', '2026-11-23 02:08:00+00', '2026-11-23 10:08:00+00', NULL, 'tests', 0, NULL);
INSERT INTO public.session VALUES ('01a2297c-9095-7766-bb13-380d1f6c5826', '01a2297c-8ea7-7235-97a1-28615b0d8097', '\x1eac1c652509df6731d916698bd54d7327babd693dc5217954a66ec865862e0a', '01a2297c-9095-76ad-9419-bef3ca5d7fb9', '2026-11-23 02:11:00+00', '2026-11-23 10:11:00+00', NULL, '', 0, NULL);
INSERT INTO public.signed_decision VALUES ('01a2297c-8e77-7fd3-9bf9-f4d153abfdb8', '01a2297c-8e45-74ee-95f0-fd1a42b9b90c', 'propose', '01a2297c-8d1d-7550-b927-fa97e3c3708f', '01a2297c-8d1d-7504-a9af-c13bbc547bed', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\xae7e736c6d1942cbb83d1cefb429c1afc5ef2a82fd407f05f885b1563212af77', '\x7b22616374223a2270726f706f7365222c226174223a22323032362d31312d32335430323a30393a30302e3030303030305a222c226465636973696f6e223a7b2263617365223a2230316132323937632d386534312d376434322d616134302d663261323434323838326362222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2235663031643265643638313461613735623236356237616436633366633361643533326364343039353731383237643331343534306330396539373132373138222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323937632d386534352d373465652d393566302d666431613432623962393063222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2235353238313664613031303936626664666635316164663364343364336538663864333966383164613738306231316135666133366234303561643966386264222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323937632d386431642d373530342d613961662d633133626263353437626564222c226964656e74697479223a2261653765373336633664313934326362623833643163656662343239633161666335656632613832666434303766303566383835623135363332313261663737222c226f666669636572223a2230316132323937632d386431642d373535302d623932372d666139376533633337303866222c227375626a656374223a2230316132323937632d386364342d373934662d613139372d306662636432366331663662227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d2c22666f726d6174223a226d696e6864616e682d6465636973696f6e2f31222c226e6f6e6365223a2235396331313865306361636631646132396465373930646461386132633939333937623164356561636266646334356334643437363437656630623039666663222c227369676e6572223a7b226170706f696e746d656e74223a2230316132323937632d386431642d373530342d613961662d633133626263353437626564222c226964656e74697479223a2261653765373336633664313934326362623833643163656662343239633161666335656632613832666434303766303566383835623135363332313261663737222c226f666669636572223a2230316132323937632d386431642d373535302d623932372d666139376533633337303866222c227375626a656374223a2230316132323937632d386364342d373934662d613139372d306662636432366331663662227d7d', '\xf574c6ff85e138f39b02228ebd11ee685ecfec3057d4be8269cde4fcdac74864', 'passkey', '01a2297c-8d0b-7943-8b46-aaebf063212c', '\x3059301306072a8648ce3d020106082a8648ce3d03010703420004da182a90a21b2b5e6597cb5ba0c27ccd81f82e7ad495a021197c529bbcd3949fe31cf332ae319dfc83367fbfc7e76dd324f20fc1a8182f3ec80449d931b50fe1', -7, '\x49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630500000002', '\x7b2274797065223a2022776562617574686e2e676574222c20226368616c6c656e6765223a2022395854475f3458684f504f6241694b4f765248756146375037444258314c36436163336b5f4e7248534751222c20226f726967696e223a2022687474703a2f2f6c6f63616c686f73743a3438313531222c202263726f73734f726967696e223a2066616c73657d', '\x3044022048ce7ebb5d3d03c881f9b23e281727ce9762a096a6ac204133e0e2c9dee77465022003ae50e97fda899bc2ac466c0bdadd5855ef7b6ab6dbec1100bd58d041f43239', '2026-11-23 02:09:00+00');
INSERT INTO public.signing_request VALUES ('\xf574c6ff85e138f39b02228ebd11ee685ecfec3057d4be8269cde4fcdac74864', '01a2297c-8e45-74ee-95f0-fd1a42b9b90c', '01a2297c-8d1d-7550-b927-fa97e3c3708f', '01a2297c-8d34-76bd-8d49-88505c3e84ca', 'propose', '\x7b22616374223a2270726f706f7365222c226174223a22323032362d31312d32335430323a30393a30302e3030303030305a222c226465636973696f6e223a7b2263617365223a2230316132323937632d386534312d376434322d616134302d663261323434323838326362222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2235663031643265643638313461613735623236356237616436633366633361643533326364343039353731383237643331343534306330396539373132373138222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323937632d386534352d373465652d393566302d666431613432623962393063222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2235353238313664613031303936626664666635316164663364343364336538663864333966383164613738306231316135666133366234303561643966386264222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323937632d386431642d373530342d613961662d633133626263353437626564222c226964656e74697479223a2261653765373336633664313934326362623833643163656662343239633161666335656632613832666434303766303566383835623135363332313261663737222c226f666669636572223a2230316132323937632d386431642d373535302d623932372d666139376533633337303866222c227375626a656374223a2230316132323937632d386364342d373934662d613139372d306662636432366331663662227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323937632d386531392d373230362d623737362d633463333139346238653832222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d2c22666f726d6174223a226d696e6864616e682d6465636973696f6e2f31222c226e6f6e6365223a2235396331313865306361636631646132396465373930646461386132633939333937623164356561636266646334356334643437363437656630623039666663222c227369676e6572223a7b226170706f696e746d656e74223a2230316132323937632d386431642d373530342d613961662d633133626263353437626564222c226964656e74697479223a2261653765373336633664313934326362623833643163656662343239633161666335656632613832666434303766303566383835623135363332313261663737222c226f666669636572223a2230316132323937632d386431642d373535302d623932372d666139376533633337303866222c227375626a656374223a2230316132323937632d386364342d373934662d613139372d306662636432366331663662227d7d', '2026-11-23 02:14:00+00', '2026-11-23 02:09:00+00');
INSERT INTO public.subject VALUES ('01a2297c-88c1-756a-ae3b-728111576018', 'citizen', '\x042e01ea2b238ece573f6da35ecebafb79ab281f4bdddc6c58a7f91f89f10890', '2026-11-23 02:00:00+00', 'national_population_db', '2026-11-23 02:00:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8b15-7990-a8e2-45a23172b244', 'citizen', '\x4426c36ae13393cb9d26c7160045568e04668fe8d7b7faaf37af308f1f93bb16', '2026-11-23 02:01:30+00', 'national_population_db', '2026-11-23 02:01:30+00');
INSERT INTO public.subject VALUES ('01a2297c-8b31-7314-83fc-3909fba74a5e', 'citizen', '\xdeb8af7cb0a9a4fbf95a9c02aa923c994afbb2be9d35d283480fbc6e3d109b32', '2026-11-23 02:01:30+00', 'national_population_db', '2026-11-23 02:01:30+00');
INSERT INTO public.subject VALUES ('01a2297c-8b5f-7f81-9012-2a1e2ec325e1', 'foreigner', '\xade384cad815a72357eee048f5e5b92a08c70e0e95c4e9aec4c51a7357def92e', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2297c-8b60-71df-8e4d-b6ba0bac5705', 'organisation', '\x231c9c2c700105b893b1850f9d358342b1880d197b6b4bb9a773e91f31ab43f2', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2297c-8b66-75a0-8f83-4d6df34b9658', 'citizen', '\xfe4b0f82e211861a1089c4de76d67c485d3429b869c0a086921972e2aaab270d', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2297c-8be6-7162-b495-b569b0dcbc6e', 'citizen', '\x80974d93f8ccefe1940b298434fb75b83b195a70dbf7336c794d7d5c75a8a639', '2026-11-23 02:03:00+00', 'national_population_db', '2026-11-23 02:03:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8c65-7359-9f7d-9a42652d91a3', 'citizen', '\x5276f3ba32d6e99cf649ab9e0c9e13d379923ea64a6db8a61e197bb145a88e08', '2026-11-23 02:04:00+00', 'national_population_db', '2026-11-23 02:04:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8cd4-794f-a197-0fbcd26c1f6b', 'citizen', '\x6a7f4fb3c4cfc128d3e3e1f9a4dee0b3dfdaebcea3910eb633fe8e216edae57e', '2026-11-23 02:05:00+00', 'national_population_db', '2026-11-23 02:05:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8d34-787a-8686-ff391a8f4938', 'citizen', '\x33df9b37887968bafbfccc509c0df33d5c85fa55740608c21561e0e107c11cc7', '2026-11-23 02:06:00+00', 'national_population_db', '2026-11-23 02:06:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8d79-72e7-b06b-7e69e3c8b147', 'citizen', '\x1d535a5980bb797b4f6e4b877106ac6014d0dda6ede5d0cc19d04093a5241a7f', '2026-11-23 02:07:00+00', 'national_population_db', '2026-11-23 02:07:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8e19-7206-b776-c4c3194b8e82', 'citizen', '\xccaa89b2b1f40d69af859100100587a42addd6d3be652104377b293a61317530', '2026-11-23 02:08:00+00', 'national_population_db', '2026-11-23 02:08:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8e87-7646-9519-3c4a06446782', 'citizen', '\x7d57d85a84be5aa769d66f920f3818c46ce4e0606a5fd87e735603358d6f43fe', '2026-11-23 02:09:00+00', 'national_population_db', '2026-11-23 02:09:00+00');
INSERT INTO public.subject VALUES ('01a2297c-8ea7-7235-97a1-28615b0d8097', 'organisation', '\x3d7c60bbdc3589143065a4184000b1a1e28f6363c85cfb19bc41452563ce9efc', '2026-11-23 02:10:00+00', 'national_population_db', '2026-11-23 02:10:00+00');
INSERT INTO public.subject_key VALUES ('travel_document', '\x40e372c5ff037edeb1a18ded586b354024eb6abebe49b5303b72529eabd4e865', '01a2297c-8b5f-7f81-9012-2a1e2ec325e1');
INSERT INTO public.subject_key VALUES ('assigned_foreigner', '\x022ac676397e40ad00a65073dfd431195d53ca76d1b2157bf699993efe38c90b', '01a2297c-8b5f-7f81-9012-2a1e2ec325e1');
INSERT INTO public.subject_key VALUES ('tax_code', '\xc28f3409c4ad692a49fa819b730186b118c00ee0d649b34a3a70b25083aa6051', '01a2297c-8b60-71df-8e4d-b6ba0bac5705');
INSERT INTO public.subject_key VALUES ('assigned_organisation', '\xb1fa946715806a0865a01a868f59b7930a66e48ef0644f67e7131ff876d529cf', '01a2297c-8b60-71df-8e4d-b6ba0bac5705');
INSERT INTO public.token_family VALUES ('01a2297c-8ad9-7f73-a0f3-883ef110e477', '01a2297c-88c1-756a-ae3b-728111576018', '01a2297c-8884-7265-b6df-05242ac952e1', '01a2297c-8acb-70fd-8d40-db19912d6aa1', '01a2297c-8a7f-77a2-a9cb-835593ece159', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication", "name", "offline_access"], "level": 2, "scope": ["openid", "profile", "email", "offline_access"], "pieces": [["password", 2, false, true], ["totp", 2, false, true]], "event_id": "01a2297c-8a7f-76f7-a241-574263a840c6", "resource": null, "auth_time": "2026-11-23T02:01:30+00:00", "transaction_id": "01a2297c-89a6-7347-a881-f3255f965193", "id_token_claims": {"acr": {"essential": true}}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:01:30+00', NULL, NULL, '\xf5f93827c6e81fd58beabe790966b35312dc99279a1703a4673b5f730e54770f', 0, '2026-11-23 02:01:30+00', 0, NULL);
INSERT INTO public.token_family VALUES ('01a2297c-90c6-727e-8917-3a82762dbeae', '01a2297c-8ea7-7235-97a1-28615b0d8097', '01a2297c-8e7f-7a38-9ac4-2fcf460e6844', '01a2297c-90be-7603-b62f-80a590ee7438', '01a2297c-9095-7766-bb13-380d1f6c5826', '{"amr": ["pwd"], "items": ["authentication", "name", "offline_access"], "level": 1, "scope": ["openid", "profile", "email", "offline_access"], "pieces": [["password", 2, false, true]], "event_id": "01a2297c-9095-76ad-9419-bef3ca5d7fb9", "resource": null, "auth_time": "2026-11-23T02:11:00+00:00", "transaction_id": "01a2297c-8ece-7d13-88a0-7e7a8a9b4799", "id_token_claims": {}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:11:00+00', NULL, NULL, '\xee4e2317f6a943854f8706c172734fcbf5765f4fdcb2376b7e813e406379fe51', 0, '2026-11-23 02:11:00+00', 0, NULL);
INSERT INTO public.totp VALUES ('01a2297c-8982-7266-9fae-f5ceb4f14a00', '01a2297c-88c1-756a-ae3b-728111576018', '\x0145340da1a2a5b72c1a9cdaffb99d001de2866b14e7b1ca744be6162b5cfca12709133d5549abaecd0c2597930c77d09d5dabe2ebad36400a34859bee', 59846643);
INSERT INTO public.totp VALUES ('01a2297c-8c06-702b-84c6-873fef6b0bd8', '01a2297c-8be6-7162-b495-b569b0dcbc6e', '\x01d1fca360e363f015acc9a6470d18b62b72f717db9690318fb4f8f97db5be7c890e44cce9a13f67d1358fc0a545c66b49f77c4cb1950843db7f7fc933', 59846647);
INSERT INTO public.totp VALUES ('01a2297c-8c98-7734-b7bd-1f15a37f1e54', '01a2297c-8c65-7359-9f7d-9a42652d91a3', '\x017f332146e4e612da03eaf6a18fa833f95903ca79bc56cb207b2420a844179780ae98816af5bd32b961b2ebb5e397bf80cee30b423fd658f84e2f52a1', 59846649);
INSERT INTO public.totp VALUES ('01a2297c-8cf4-79c2-b839-81fdf1af03de', '01a2297c-8cd4-794f-a197-0fbcd26c1f6b', '\x01eac6eb3f1ce833608829436e0eecfd7b5998413c434f8a6bd02fe809c36e093ad410119e564d2a5e71f112444fd37dc7ddc2e6a692da4f08d5a01d52', 59846651);
INSERT INTO public.totp VALUES ('01a2297c-8d64-7edb-86bf-f91406511583', '01a2297c-8d34-787a-8686-ff391a8f4938', '\x01ab1a932227a91dc1b571a59fd8ca18cc5de14f535ad56a82841751528e187a299994560d8539ea805d3ec6f328e55003e3730de7c15d60b4e510e302', 59846653);
INSERT INTO public.totp VALUES ('01a2297c-8d90-773d-89db-91aa4b544f8e', '01a2297c-8d79-72e7-b06b-7e69e3c8b147', '\x01e55850c27aafd07ab07d154d3207f709b4c363918e2e1744096748365a22bb5109bbddebcba3c242e34b05fdb0f4d4cd17218d4950d7dc17985936aa', 59846655);
INSERT INTO public.totp VALUES ('01a2297c-8e35-7278-afa1-15901c17764f', '01a2297c-8e19-7206-b776-c4c3194b8e82', '\x01fe9ef8ad165eef0ba75007d3ddf5f9ab967d61a712dfb8a1b596d25b07e8a8073022ff665dc60080077548d5a2ede4150880ca93d8073b7713d83464', 59846657);
INSERT INTO public.totp VALUES ('01a2297c-8ea1-74ce-a5e2-5d40fc0e8dc8', '01a2297c-8e87-7646-9519-3c4a06446782', '\x01b0a24e420750af3a92d2d782c2fd7193b0182e42806f481b878c2fb7626a6df65babb936e0fa303eef6b06d460f2f814acc6dbbf472a61cf05419190', 59846659);
INSERT INTO public.totp VALUES ('01a2297c-8ec5-7ddb-9f47-88704c72ecb1', '01a2297c-8ea7-7235-97a1-28615b0d8097', '\x011c367f905df4234a5f92393cfdcb1e70467188f313ff0e1bae9dd057b7bd7ab6e8a19cdf4ecd9f51848c5c73fc1ca3e427e3af8cc695cf732140ce42', 59846661);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_username_key_key UNIQUE (username_key);
ALTER TABLE ONLY public.activation_link
    ADD CONSTRAINT activation_link_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.activation_link
    ADD CONSTRAINT activation_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.address_failures
    ADD CONSTRAINT address_failures_pkey PRIMARY KEY (key, ends_at);
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
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.binding_ceremony
    ADD CONSTRAINT binding_ceremony_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.binding
    ADD CONSTRAINT binding_pkey PRIMARY KEY (ceremony_id, credential_id);
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
ALTER TABLE ONLY public.case_check
    ADD CONSTRAINT case_check_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_pkey PRIMARY KEY (case_id, version);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_number_key UNIQUE (number);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_key_digest_key UNIQUE (key_digest);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.client_origin
    ADD CONSTRAINT client_origin_pkey PRIMARY KEY (origin, client_id);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (client_id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.counter_visit
    ADD CONSTRAINT counter_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_event_id_key UNIQUE (event_id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_token_digest_key UNIQUE (token_digest);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_proof_digest_key UNIQUE (proof_digest);
ALTER TABLE ONLY public.factor_try
    ADD CONSTRAINT factor_try_pkey PRIMARY KEY (account_key, factor);
ALTER TABLE ONLY public.forgotten_request
    ADD CONSTRAINT forgotten_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.guessed_name
    ADD CONSTRAINT guessed_name_pkey PRIMARY KEY (username_key);
ALTER TABLE ONLY public.guessed_second_step
    ADD CONSTRAINT guessed_second_step_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.history_sealing
    ADD CONSTRAINT history_sealing_pkey PRIMARY KEY (opened_at);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT known_browser_pkey PRIMARY KEY (subject_id, browser_digest);
ALTER TABLE ONLY public.ledger_checkpoint
    ADD CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (size);
ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.ledger_node
    ADD CONSTRAINT ledger_node_pkey PRIMARY KEY (level, "position");
ALTER TABLE ONLY public.letter_delivery
    ADD CONSTRAINT letter_delivery_pkey PRIMARY KEY (letter_id, how, detail);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_number_key UNIQUE (number);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_number_key UNIQUE (number);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_clearing
    ADD CONSTRAINT loss_clearing_pkey PRIMARY KEY (case_id, credential_id);
ALTER TABLE ONLY public.loss_link_request
    ADD CONSTRAINT loss_link_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_stop
    ADD CONSTRAINT loss_stop_pkey PRIMARY KEY (case_id, credential_id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_identity_key UNIQUE (identity);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_subject_id_key UNIQUE (subject_id);
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
ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT pk_erasure PRIMARY KEY (id);
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
ALTER TABLE ONLY public.registry_event
    ADD CONSTRAINT registry_event_pkey PRIMARY KEY (asked, event_id);
ALTER TABLE ONLY public.registry_feed
    ADD CONSTRAINT registry_feed_pkey PRIMARY KEY (asked);
ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.retired_means
    ADD CONSTRAINT retired_means_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signing_request
    ADD CONSTRAINT signing_request_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.subject_key
    ADD CONSTRAINT subject_key_pkey PRIMARY KEY (name, value_index);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.taint
    ADD CONSTRAINT taint_pkey PRIMARY KEY (of, name, since);
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
CREATE INDEX activation_link_of_subject ON public.activation_link USING btree (subject_id, sent_at);
CREATE INDEX app_key_of_subject ON public.app_key USING btree (subject_id);
CREATE INDEX app_request_expiry ON public.app_request USING btree (expires_at);
CREATE INDEX app_request_of_transaction ON public.app_request USING btree (transaction_id);
CREATE INDEX appointment_not_ended ON public.appointment USING btree (valid_until) WHERE (ended_at IS NULL);
CREATE INDEX authentication_event_age ON public.authentication_event USING btree (authenticated_at);
CREATE INDEX authorization_code_expiry ON public.authorization_code USING btree (expires_at);
CREATE INDEX authorization_transaction_expiry ON public.authorization_transaction USING btree (expires_at);
CREATE INDEX backchannel_request_expiry ON public.backchannel_request USING btree (expires_at);
CREATE INDEX backchannel_request_of_device ON public.backchannel_request USING btree (device_id, expires_at);
CREATE INDEX binding_ceremony_age ON public.binding_ceremony USING btree (held_at);
CREATE INDEX binding_ceremony_of_subject ON public.binding_ceremony USING btree (subject_id);
CREATE INDEX biometric_assurance_of_provider ON public.biometric_assurance USING btree (provider_id);
CREATE INDEX biometric_attempt_age ON public.biometric_attempt USING btree (at);
CREATE INDEX biometric_attempt_of_subject ON public.biometric_attempt USING btree (subject_id);
CREATE INDEX biometric_attempt_sample ON public.biometric_attempt USING btree (sample_digest);
CREATE INDEX biometric_consent_of_subject ON public.biometric_consent USING btree (subject_id);
CREATE INDEX case_file_client ON public.case_file USING btree (client_id, id) WHERE (client_id IS NOT NULL);
CREATE INDEX case_file_desk ON public.case_file USING btree (desk, due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_due ON public.case_file USING btree (due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_owner ON public.case_file USING btree (owner, due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_queue ON public.case_file USING btree (desk, due_by, id) WHERE ((closed_at IS NULL) AND (owner IS NULL));
CREATE INDEX case_file_state ON public.case_file USING btree (procedure, state, id);
CREATE INDEX case_file_subject ON public.case_file USING btree (subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE INDEX chip_card_of_subject ON public.chip_card USING btree (subject_id);
CREATE INDEX client_by_age ON public.client USING btree (created_at, client_id);
CREATE INDEX client_by_state ON public.client USING btree (state, client_id);
CREATE INDEX client_origin_of_client ON public.client_origin USING btree (client_id);
CREATE INDEX consent_of_subject ON public.consent USING btree (subject_id, client_id);
CREATE UNIQUE INDEX contact_in_place ON public.contact USING btree (subject_id, kind) WHERE (replaced_at IS NULL);
CREATE INDEX contact_replaced ON public.contact USING btree (replaced_at) WHERE (replaced_at IS NOT NULL);
CREATE INDEX contact_value ON public.contact USING btree (kind, value_index);
CREATE INDEX counter_visit_of_subject ON public.counter_visit USING btree (subject_id);
CREATE INDEX credential_of_subject ON public.credential USING btree (subject_id);
CREATE INDEX deadline_counted_with ON public.deadline USING btree (calendar) WHERE (next_at IS NOT NULL);
CREATE INDEX deadline_due ON public.deadline USING btree (due_at);
CREATE INDEX deadline_next ON public.deadline USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX deadline_of_case ON public.deadline USING btree (case_id, id);
CREATE INDEX deadline_running ON public.deadline USING btree (due_at, id) WHERE (stopped_at IS NULL);
CREATE UNIQUE INDEX deadline_running_in_case ON public.deadline USING btree (case_id, term) WHERE (stopped_at IS NULL);
CREATE INDEX decision_of_case ON public.decision USING btree (case_id, id);
CREATE INDEX decision_state ON public.decision USING btree (state, id);
CREATE INDEX desk_session_expiry ON public.desk_session USING btree (expires_at);
CREATE INDEX desk_session_of_subject ON public.desk_session USING btree (subject_id);
CREATE INDEX document_age ON public.document USING btree (stored_at);
CREATE INDEX document_of_case ON public.document USING btree (case_number, id);
CREATE INDEX erasure_due ON public.erasure USING btree (due_at, subject_id) WHERE ((withdrawn_at IS NULL) AND (done_at IS NULL));
CREATE INDEX erasure_of_subject ON public.erasure USING btree (subject_id);
CREATE UNIQUE INDEX erasure_waits ON public.erasure USING btree (subject_id) WHERE ((withdrawn_at IS NULL) AND (done_at IS NULL));
CREATE INDEX evidence_age ON public.evidence USING btree (proven_at);
CREATE INDEX evidence_of_transaction ON public.evidence USING btree (transaction_id);
CREATE INDEX history_age ON public.history USING btree (happened_at);
CREATE INDEX history_besides_everyday ON public.history USING btree (subject_id, id) WHERE (happening <> ALL (ARRAY['factor_proven'::text, 'factor_refused'::text, 'items_disclosed'::text, 'session_ended'::text, 'sign_in_continued'::text, 'sign_in_refused'::text, 'signed_in'::text, 'tokens_issued'::text, 'tokens_refreshed'::text, 'tokens_revoked'::text]));
CREATE INDEX history_finding ON public.history USING btree (subject_id) WHERE (happening = 'binding_tainted'::text);
CREATE INDEX history_of_actor ON public.history USING btree (actor_id, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX history_of_client ON public.history USING btree (client_id, id) WHERE ((subject_id IS NULL) AND (client_id IS NOT NULL));
CREATE INDEX history_of_subject ON public.history USING btree (subject_id, id);
CREATE INDEX history_of_transaction ON public.history USING btree (transaction_id);
CREATE INDEX ix_address_failures_ends_at ON public.address_failures USING btree (ends_at);
CREATE INDEX ix_app_key_certificate_serial ON public.app_key_certificate USING btree (serial);
CREATE INDEX ix_appointment_officer_id ON public.appointment USING btree (officer_id);
CREATE INDEX ix_binding_credential_id ON public.binding USING btree (credential_id);
CREATE INDEX ix_binding_subject_id ON public.binding USING btree (subject_id);
CREATE INDEX ix_contact_subject_id ON public.contact USING btree (subject_id);
CREATE INDEX ix_delegation_officer_id ON public.delegation USING btree (officer_id);
CREATE INDEX ix_factor_try_opens_at ON public.factor_try USING btree (opens_at);
CREATE INDEX ix_loss_stop_credential_id ON public.loss_stop USING btree (credential_id);
CREATE INDEX ix_recovery_code_subject_id ON public.recovery_code USING btree (subject_id);
CREATE INDEX ix_registry_match_due_at ON public.registry_match USING btree (due_at);
CREATE INDEX ix_retired_means_subject_id ON public.retired_means USING btree (subject_id);
CREATE INDEX ix_retired_means_until ON public.retired_means USING btree (until);
CREATE INDEX ix_revoked_token_expires_at ON public.revoked_token USING btree (expires_at);
CREATE INDEX ix_signing_request_expires_at ON public.signing_request USING btree (expires_at);
CREATE INDEX ix_subject_key_subject_id ON public.subject_key USING btree (subject_id);
CREATE INDEX known_browser_age ON public.known_browser USING btree (met_at);
CREATE INDEX letter_age ON public.letter USING btree (dated_at);
CREATE INDEX letter_delivery_age ON public.letter_delivery USING btree (at);
CREATE INDEX letter_of_subject ON public.letter USING btree (subject_id, id);
CREATE INDEX letter_to_make ON public.letter USING btree (due_at) WHERE (digest IS NULL);
CREATE INDEX loss_case_of_subject ON public.loss_case USING btree (subject_id);
CREATE INDEX loss_case_state ON public.loss_case USING btree (state, id);
CREATE INDEX notice_due_in_channel ON public.notice USING btree (state, channel, due_at);
CREATE INDEX notice_of_subject ON public.notice USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX passkey_of_credential ON public.passkey USING btree (credential_id);
CREATE INDEX passkey_of_subject ON public.passkey USING btree (subject_id);
CREATE INDEX policy_change_pending ON public.policy_change USING btree (switch) WHERE (state = 'pending_second_approval'::text);
CREATE INDEX proof_expiry ON public.proof USING btree (expires_at);
CREATE UNIQUE INDEX proof_once ON public.proof USING btree (kind, audience, digest);
CREATE INDEX provider_by_end ON public.provider USING btree (certificate_until, id);
CREATE INDEX provider_by_name ON public.provider USING btree (name, id);
CREATE INDEX registry_event_due ON public.registry_event USING btree (due_at);
CREATE INDEX registry_event_of_subject ON public.registry_event USING btree (subject_id);
CREATE INDEX registry_event_settled ON public.registry_event USING btree (settled_at);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_of_subject ON public.session USING btree (subject_id);
CREATE UNIQUE INDEX signed_by_identity ON public.signed_decision USING btree (decision_id, identity);
CREATE UNIQUE INDEX signed_by_subject ON public.signed_decision USING btree (decision_id, subject_id);
CREATE UNIQUE INDEX subject_number ON public.subject USING btree (kind, number_index);
CREATE INDEX terminal_by_branch ON public.terminal USING btree (branch, id);
CREATE INDEX terminal_by_state ON public.terminal USING btree (state, client_id, kid);
CREATE UNIQUE INDEX terminal_of_client ON public.terminal USING btree (client_id, kid);
CREATE INDEX token_family_not_refreshed ON public.token_family USING btree (offline, begun_at) WHERE (refresh_told_at IS NULL);
CREATE INDEX token_family_of_session ON public.token_family USING btree (session_id);
CREATE INDEX token_family_of_subject ON public.token_family USING btree (subject_id, client_id);
CREATE INDEX token_family_refreshed ON public.token_family USING btree (refresh_told_at) WHERE (refresh_told_at IS NOT NULL);
CREATE INDEX token_family_revoked ON public.token_family USING btree (revoked_at) WHERE (revoked_at IS NOT NULL);
CREATE INDEX totp_of_subject ON public.totp USING btree (subject_id);
CREATE INDEX trust_anchor_fingerprint ON public.trust_anchor USING btree (fingerprint);
CREATE INDEX violation_state ON public.violation USING btree (state, id);
CREATE TRIGGER kept_appointment_delete_ccedc9d9 BEFORE DELETE ON public.appointment FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_appointment_truncate_5b58420e BEFORE TRUNCATE ON public.appointment FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_appointment_update_c5141719 BEFORE UPDATE ON public.appointment FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.roles IS DISTINCT FROM new.roles) OR (old.desk IS DISTINCT FROM new.desk) OR (old.desk_kind IS DISTINCT FROM new.desk_kind) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.appointed_at IS DISTINCT FROM new.appointed_at) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR ((old.ended_at IS NOT NULL) AND (old.ended_at IS DISTINCT FROM new.ended_at)) OR ((old.ended_by IS NOT NULL) AND (old.ended_by IS DISTINCT FROM new.ended_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_delete_6a9ba725 BEFORE DELETE ON public.authentication_event FOR EACH ROW WHEN ((old.authenticated_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_truncate_66be2c78 BEFORE TRUNCATE ON public.authentication_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_update_04caeb16 BEFORE UPDATE ON public.authentication_event FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.level IS DISTINCT FROM new.level) OR (old.kinds IS DISTINCT FROM new.kinds) OR (old.authenticated_at IS DISTINCT FROM new.authenticated_at) OR (old.shown IS DISTINCT FROM new.shown) OR (old.purpose IS DISTINCT FROM new.purpose) OR (old.session_id IS DISTINCT FROM new.session_id))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_delete_7857b0f3 BEFORE DELETE ON public.binding_ceremony FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_truncate_5ad69cd8 BEFORE TRUNCATE ON public.binding_ceremony FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_update_6cacb9f1 BEFORE UPDATE ON public.binding_ceremony FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.proven IS DISTINCT FROM new.proven) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.officers IS DISTINCT FROM new.officers) OR (old.place IS DISTINCT FROM new.place) OR (old.held_at IS DISTINCT FROM new.held_at) OR ((old.tainted_at IS NOT NULL) AND (old.tainted_at IS DISTINCT FROM new.tainted_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_delete_4251921b BEFORE DELETE ON public.binding FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_truncate_6cc19afb BEFORE TRUNCATE ON public.binding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_update_1d3dce84 BEFORE UPDATE ON public.binding FOR EACH ROW WHEN (((old.ceremony_id IS DISTINCT FROM new.ceremony_id) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.bound IS DISTINCT FROM new.bound) OR (old.identity IS DISTINCT FROM new.identity) OR (old.resistant IS DISTINCT FROM new.resistant) OR (old.effective_at IS DISTINCT FROM new.effective_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_delete_cb9be204 BEFORE DELETE ON public.biometric_assurance FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_truncate_d9c7ae87 BEFORE TRUNCATE ON public.biometric_assurance FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_update_dc8b650e BEFORE UPDATE ON public.biometric_assurance FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.provider_id IS DISTINCT FROM new.provider_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.standard IS DISTINCT FROM new.standard) OR (old.lab IS DISTINCT FROM new.lab) OR (old.value IS DISTINCT FROM new.value) OR (old.report IS DISTINCT FROM new.report) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.retired_by IS NOT NULL) AND (old.retired_by IS DISTINCT FROM new.retired_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_delete_4d93ea2f BEFORE DELETE ON public.biometric_consent FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_truncate_b64649f2 BEFORE TRUNCATE ON public.biometric_consent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_update_9a25d970 BEFORE UPDATE ON public.biometric_consent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.purpose IS DISTINCT FROM new.purpose) OR (old.text_version IS DISTINCT FROM new.text_version) OR (old.text_digest IS DISTINCT FROM new.text_digest) OR (old.lang IS DISTINCT FROM new.lang) OR (old.channel IS DISTINCT FROM new.channel) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.given_at IS DISTINCT FROM new.given_at) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_delete_d736a9f7 BEFORE DELETE ON public.biometric_provider FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_truncate_4100bb76 BEFORE TRUNCATE ON public.biometric_provider FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_update_3cbbe723 BEFORE UPDATE ON public.biometric_provider FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.name IS DISTINCT FROM new.name) OR (old.role IS DISTINCT FROM new.role) OR (old.interface IS DISTINCT FROM new.interface) OR (old.endpoint IS DISTINCT FROM new.endpoint) OR (old.gallery IS DISTINCT FROM new.gallery) OR (old.modalities IS DISTINCT FROM new.modalities) OR (old.person_reference IS DISTINCT FROM new.person_reference) OR (old.provenance IS DISTINCT FROM new.provenance) OR (old.profile IS DISTINCT FROM new.profile) OR (old.token_key IS DISTINCT FROM new.token_key) OR (old.token_sealed IS DISTINCT FROM new.token_sealed) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.retired_by IS NOT NULL) AND (old.retired_by IS DISTINCT FROM new.retired_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_delete_289086a9 BEFORE DELETE ON public.case_event FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_truncate_c6e2f168 BEFORE TRUNCATE ON public.case_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_update_2b7157be BEFORE UPDATE ON public.case_event FOR EACH ROW WHEN (((old.case_id IS DISTINCT FROM new.case_id) OR (old.version IS DISTINCT FROM new.version) OR (old.event IS DISTINCT FROM new.event) OR (old.state IS DISTINCT FROM new.state) OR (old.actor IS DISTINCT FROM new.actor) OR (old.facts IS DISTINCT FROM new.facts) OR (old.at IS DISTINCT FROM new.at) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.due_by IS DISTINCT FROM new.due_by))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_delete_b2399ba9 BEFORE DELETE ON public.case_file FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_truncate_d601c18d BEFORE TRUNCATE ON public.case_file FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_update_9f0e5bc7 BEFORE UPDATE ON public.case_file FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.procedure IS DISTINCT FROM new.procedure) OR (old.rule_set IS DISTINCT FROM new.rule_set) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.body_id IS DISTINCT FROM new.body_id) OR (old.opened_at IS DISTINCT FROM new.opened_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_delete_730a447b BEFORE DELETE ON public.consent FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_truncate_47dc7568 BEFORE TRUNCATE ON public.consent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_update_57090800 BEFORE UPDATE ON public.consent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.provider IS DISTINCT FROM new.provider) OR (old.items IS DISTINCT FROM new.items) OR (old.purposes IS DISTINCT FROM new.purposes) OR (old.declined IS DISTINCT FROM new.declined) OR (old.text_version IS DISTINCT FROM new.text_version) OR (old.text_digest IS DISTINCT FROM new.text_digest) OR (old.lang IS DISTINCT FROM new.lang) OR (old.legal_basis IS DISTINCT FROM new.legal_basis) OR (old.level IS DISTINCT FROM new.level) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.given_at IS DISTINCT FROM new.given_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR ((old.superseded_at IS NOT NULL) AND (old.superseded_at IS DISTINCT FROM new.superseded_at)) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_delete_096c8a2b BEFORE DELETE ON public.counter_visit FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_truncate_56bdd146 BEFORE TRUNCATE ON public.counter_visit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_update_30e0aa43 BEFORE UPDATE ON public.counter_visit FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.document IS DISTINCT FROM new.document) OR (old.begun_by IS DISTINCT FROM new.begun_by) OR (old.begun_at IS DISTINCT FROM new.begun_at) OR ((old.confirmed_at IS NOT NULL) AND (old.confirmed_at IS DISTINCT FROM new.confirmed_at)) OR ((old.confirmed_by IS NOT NULL) AND (old.confirmed_by IS DISTINCT FROM new.confirmed_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_delete_cdd3ea80 BEFORE DELETE ON public.deadline FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_truncate_89bd1342 BEFORE TRUNCATE ON public.deadline FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_update_0f981a47 BEFORE UPDATE ON public.deadline FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id) OR (old.case_kind IS DISTINCT FROM new.case_kind) OR (old.term IS DISTINCT FROM new.term) OR (old.rule_set IS DISTINCT FROM new.rule_set) OR (old.started_at IS DISTINCT FROM new.started_at) OR ((old.breached_at IS NOT NULL) AND (old.breached_at IS DISTINCT FROM new.breached_at)) OR ((old.escalated_at IS NOT NULL) AND (old.escalated_at IS DISTINCT FROM new.escalated_at)) OR ((old.half_warned_at IS NOT NULL) AND (old.half_warned_at IS DISTINCT FROM new.half_warned_at)) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)) OR ((old.stopped_at IS NOT NULL) AND (old.stopped_at IS DISTINCT FROM new.stopped_at)) OR ((old.warned_at IS NOT NULL) AND (old.warned_at IS DISTINCT FROM new.warned_at)) OR ((old.stopped_at IS NOT NULL) AND (old.due_at IS DISTINCT FROM new.due_at)) OR ((old.stopped_at IS NOT NULL) AND (old.half_at IS DISTINCT FROM new.half_at)) OR ((old.stopped_at IS NOT NULL) AND (old.most_at IS DISTINCT FROM new.most_at)) OR ((old.stopped_at IS NOT NULL) AND (old.escalate_at IS DISTINCT FROM new.escalate_at)) OR ((old.stopped_at IS NOT NULL) AND (old.calendar IS DISTINCT FROM new.calendar)) OR ((old.stopped_at IS NOT NULL) AND (old.certainty IS DISTINCT FROM new.certainty)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_delete_2b1979c5 BEFORE DELETE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_truncate_e37fbf98 BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_update_5cbd43e0 BEFORE UPDATE ON public.decision FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id) OR (old.version IS DISTINCT FROM new.version) OR (old.procedure IS DISTINCT FROM new.procedure) OR (old.event IS DISTINCT FROM new.event) OR (old.content IS DISTINCT FROM new.content) OR (old.digest IS DISTINCT FROM new.digest) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_delete_4ccb2592 BEFORE DELETE ON public.delegation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_truncate_8fa874b7 BEFORE TRUNCATE ON public.delegation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_update_52fd1dd5 BEFORE UPDATE ON public.delegation FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.powers IS DISTINCT FROM new.powers) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR ((old.ended_at IS NOT NULL) AND (old.ended_at IS DISTINCT FROM new.ended_at)) OR ((old.ended_by IS NOT NULL) AND (old.ended_by IS DISTINCT FROM new.ended_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_delete_165a509d BEFORE DELETE ON public.document FOR EACH ROW WHEN ((old.stored_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_truncate_e69548af BEFORE TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_update_19fd5ec3 BEFORE UPDATE ON public.document FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.case_number IS DISTINCT FROM new.case_number) OR (old.kind IS DISTINCT FROM new.kind) OR (old.media_type IS DISTINCT FROM new.media_type) OR (old.size IS DISTINCT FROM new.size) OR (old.digest IS DISTINCT FROM new.digest) OR (old.sent_digest IS DISTINCT FROM new.sent_digest) OR (old.stored_at IS DISTINCT FROM new.stored_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_delete_5d3b2df3 BEFORE DELETE ON public.erasure FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_truncate_3b08de1e BEFORE TRUNCATE ON public.erasure FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_update_8a7d2dbc BEFORE UPDATE ON public.erasure FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.asked_by IS DISTINCT FROM new.asked_by) OR (old.asked_at IS DISTINCT FROM new.asked_at) OR (old.due_at IS DISTINCT FROM new.due_at) OR ((old.done_at IS NOT NULL) AND (old.done_at IS DISTINCT FROM new.done_at)) OR ((old.held_at IS NOT NULL) AND (old.held_at IS DISTINCT FROM new.held_at)) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_delete_a8aade58 BEFORE DELETE ON public.evidence FOR EACH ROW WHEN ((old.proven_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_truncate_30d5d855 BEFORE TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_update_1c7ace7c BEFORE UPDATE ON public.evidence FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.proven_at IS DISTINCT FROM new.proven_at) OR (old.proof_digest IS DISTINCT FROM new.proof_digest) OR (old.security_stamp IS DISTINCT FROM new.security_stamp) OR (old.bound IS DISTINCT FROM new.bound) OR (old.identity IS DISTINCT FROM new.identity) OR (old.resistant IS DISTINCT FROM new.resistant))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_delete_ee106ed7 BEFORE DELETE ON public.history FOR EACH ROW WHEN (((old.happened_at >= (now() - '5 years'::interval)) OR (old.happening = 'history_purged'::text))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_delete_d9f48204 BEFORE DELETE ON public.history_sealing FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_truncate_e4601383 BEFORE TRUNCATE ON public.history_sealing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_update_b525899d BEFORE UPDATE ON public.history_sealing FOR EACH ROW WHEN (((old.opened_at IS DISTINCT FROM new.opened_at) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_truncate_3248946d BEFORE TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_update_823f9f47 BEFORE UPDATE ON public.history FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.happened_at IS DISTINCT FROM new.happened_at) OR (old.happening IS DISTINCT FROM new.happening) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.actor IS DISTINCT FROM new.actor) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.facts IS DISTINCT FROM new.facts) OR (old.fields_act IS DISTINCT FROM new.fields_act) OR (old.actor_details IS DISTINCT FROM new.actor_details) OR (old.actor_id IS DISTINCT FROM new.actor_id) OR ((old.seal IS NOT NULL) AND (old.seal IS DISTINCT FROM new.seal)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_delete_03ec9e44 BEFORE DELETE ON public.installation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_truncate_8a7ecad8 BEFORE TRUNCATE ON public.installation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_update_4da66903 BEFORE UPDATE ON public.installation FOR EACH ROW WHEN (((old.key IS DISTINCT FROM new.key) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.offline_keys IS DISTINCT FROM new.offline_keys) OR (old.authorised_by IS DISTINCT FROM new.authorised_by) OR (old.done_at IS DISTINCT FROM new.done_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_delete_9781e12d BEFORE DELETE ON public.ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_truncate_8cc5229a BEFORE TRUNCATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_update_aade3ccc BEFORE UPDATE ON public.ledger_checkpoint FOR EACH ROW WHEN (((old.size IS DISTINCT FROM new.size) OR (old.made_at IS DISTINCT FROM new.made_at) OR (old.note IS DISTINCT FROM new.note))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_delete_ed86002b BEFORE DELETE ON public.ledger_leaf FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_truncate_25278b0e BEFORE TRUNCATE ON public.ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_update_ab849820 BEFORE UPDATE ON public.ledger_leaf FOR EACH ROW WHEN (((old."position" IS DISTINCT FROM new."position") OR (old.entry_id IS DISTINCT FROM new.entry_id) OR (old.happened_at IS DISTINCT FROM new.happened_at) OR (old.chained_at IS DISTINCT FROM new.chained_at) OR (old.format IS DISTINCT FROM new.format) OR (old.entry_digest IS DISTINCT FROM new.entry_digest) OR (old.hash IS DISTINCT FROM new.hash))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_delete_e75d81df BEFORE DELETE ON public.ledger_node FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_truncate_778c61c0 BEFORE TRUNCATE ON public.ledger_node FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_update_54b58531 BEFORE UPDATE ON public.ledger_node FOR EACH ROW WHEN (((old.level IS DISTINCT FROM new.level) OR (old."position" IS DISTINCT FROM new."position") OR (old.hash IS DISTINCT FROM new.hash))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delete_35eaacd4 BEFORE DELETE ON public.letter FOR EACH ROW WHEN ((old.dated_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_delete_59ccb950 BEFORE DELETE ON public.letter_delivery FOR EACH ROW WHEN ((old.at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_truncate_44c3a616 BEFORE TRUNCATE ON public.letter_delivery FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_update_1025dc35 BEFORE UPDATE ON public.letter_delivery FOR EACH ROW WHEN (((old.letter_id IS DISTINCT FROM new.letter_id) OR (old.how IS DISTINCT FROM new.how) OR (old.detail IS DISTINCT FROM new.detail) OR (old.at IS DISTINCT FROM new.at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_truncate_3c2944a2 BEFORE TRUNCATE ON public.letter FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_update_2a2d758d BEFORE UPDATE ON public.letter FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.kind IS DISTINCT FROM new.kind) OR (old.dated_at IS DISTINCT FROM new.dated_at) OR (old.language IS DISTINCT FROM new.language) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.to_person IS DISTINCT FROM new.to_person) OR (old.data_key IS DISTINCT FROM new.data_key) OR (old.content_sealed IS DISTINCT FROM new.content_sealed) OR (old.signer IS DISTINCT FROM new.signer) OR ((old.digest IS NOT NULL) AND (old.digest IS DISTINCT FROM new.digest)) OR ((old.sealed_at IS NOT NULL) AND (old.sealed_at IS DISTINCT FROM new.sealed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_delete_bc573a37 BEFORE DELETE ON public.loss_case FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_truncate_68e41e6e BEFORE TRUNCATE ON public.loss_case FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_update_ded2b145 BEFORE UPDATE ON public.loss_case FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.reason IS DISTINCT FROM new.reason) OR (old.lost IS DISTINCT FROM new.lost) OR (old.reported_by IS DISTINCT FROM new.reported_by) OR (old.reported_at IS DISTINCT FROM new.reported_at) OR (old.lettered IS DISTINCT FROM new.lettered) OR (old.providers IS DISTINCT FROM new.providers) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)) OR ((old.final_at IS NOT NULL) AND (old.final_at IS DISTINCT FROM new.final_at)) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)) OR ((old.taken_back_at IS NOT NULL) AND (old.taken_back_at IS DISTINCT FROM new.taken_back_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_delete_9f5e1ccc BEFORE DELETE ON public.loss_clearing FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_truncate_68a755e8 BEFORE TRUNCATE ON public.loss_clearing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_update_e5769326 BEFORE UPDATE ON public.loss_clearing FOR EACH ROW WHEN (((old.case_id IS DISTINCT FROM new.case_id) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.kind IS DISTINCT FROM new.kind))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_delete_8398c4c3 BEFORE DELETE ON public.officer FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_truncate_53f9aed9 BEFORE TRUNCATE ON public.officer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_update_c0e16a30 BEFORE UPDATE ON public.officer FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.identity IS DISTINCT FROM new.identity) OR (old.since IS DISTINCT FROM new.since))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_delete_d739846f BEFORE DELETE ON public.policy_change FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_truncate_7edcb24d BEFORE TRUNCATE ON public.policy_change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_update_bb6cb393 BEFORE UPDATE ON public.policy_change FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.switch IS DISTINCT FROM new.switch) OR (old.after IS DISTINCT FROM new.after) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR (old.proposed_at IS DISTINCT FROM new.proposed_at) OR ((old.approved_at IS NOT NULL) AND (old.approved_at IS DISTINCT FROM new.approved_at)) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.approved_at IS NOT NULL) AND (old.before IS DISTINCT FROM new.before)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_delete_f203ad8f BEFORE DELETE ON public.signed_decision FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_truncate_1fc5bbf8 BEFORE TRUNCATE ON public.signed_decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_update_0db27d88 BEFORE UPDATE ON public.signed_decision FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.act IS DISTINCT FROM new.act) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.appointment_id IS DISTINCT FROM new.appointment_id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.identity IS DISTINCT FROM new.identity) OR (old.statement IS DISTINCT FROM new.statement) OR (old.digest IS DISTINCT FROM new.digest) OR (old.means IS DISTINCT FROM new.means) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.public_key IS DISTINCT FROM new.public_key) OR (old.algorithm IS DISTINCT FROM new.algorithm) OR (old.authenticator_data IS DISTINCT FROM new.authenticator_data) OR (old.client_data IS DISTINCT FROM new.client_data) OR (old.signature IS DISTINCT FROM new.signature) OR (old.signed_at IS DISTINCT FROM new.signed_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_delete_398132f4 BEFORE DELETE ON public.taint FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_truncate_2e81a2fa BEFORE TRUNCATE ON public.taint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_update_413b35d7 BEFORE UPDATE ON public.taint FOR EACH ROW WHEN (((old.of IS DISTINCT FROM new.of) OR (old.name IS DISTINCT FROM new.name) OR (old.since IS DISTINCT FROM new.since))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_delete_9c9438c6 BEFORE DELETE ON public.trust_anchor FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_truncate_940438c2 BEFORE TRUNCATE ON public.trust_anchor FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_update_51c7f22c BEFORE UPDATE ON public.trust_anchor FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.subject IS DISTINCT FROM new.subject) OR (old.fingerprint IS DISTINCT FROM new.fingerprint) OR (old.certificate IS DISTINCT FROM new.certificate) OR (old.not_after IS DISTINCT FROM new.not_after) OR (old.profile IS DISTINCT FROM new.profile) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.withdrawn_by IS NOT NULL) AND (old.withdrawn_by IS DISTINCT FROM new.withdrawn_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_delete_92174c47 BEFORE DELETE ON public.violation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_truncate_f7d7d97b BEFORE TRUNCATE ON public.violation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_update_d919437a BEFORE UPDATE ON public.violation FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.issued_to IS DISTINCT FROM new.issued_to) OR (old.shown_by IS DISTINCT FROM new.shown_by) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.evidence IS DISTINCT FROM new.evidence) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
ALTER TABLE ONLY public.app_key_certificate
    ADD CONSTRAINT app_key_certificate_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES public.app_key(credential_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_officer_id_fkey FOREIGN KEY (officer_id) REFERENCES public.officer(id);
ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_officer_id_fkey FOREIGN KEY (officer_id) REFERENCES public.officer(id);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);
ALTER TABLE ONLY public.loss_clearing
    ADD CONSTRAINT loss_clearing_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.loss_case(id);
ALTER TABLE ONLY public.loss_stop
    ADD CONSTRAINT loss_stop_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.loss_case(id);
ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);
